/** How many lines to the server a page has: one for the chapter that is open, and no other. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserWorld } from '../support/browser-world.ts';
import { eventually } from '../support/eventually.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';

const world = browserWorld();
let handbook: TestHandbook;

beforeAll(async () => {
  handbook = await makeHandbook(world.owner, { title: 'Lines', chapters: ['First', 'Second'] });
});

/** The chapters to which a page opened a line, in order, and those whose line is still open. */
function linesOf(page: Page): { readonly opened: string[]; readonly open: () => string[] } {
  const opened: string[] = [];
  const closed: string[] = [];
  page.on('websocket', (line) => {
    const chapterId = new URL(line.url()).pathname.split('/').at(-1) ?? '';
    opened.push(chapterId);
    line.on('close', () => closed.push(chapterId));
  });
  const open = () => {
    const left = [...closed];
    return opened.filter((one) => {
      const at = left.indexOf(one);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return { opened, open };
}

function isOnly(open: readonly string[], chapterId: string): boolean {
  return open.length === 1 && open[0] === chapterId;
}

describe('the line to a chapter', () => {
  it('is opened once by who comes in, and closed when they go on', async () => {
    const [first = '', second = ''] = handbook.chapterIds;
    const visit = await world.visit(`/handbooks/${handbook.slug}/core`, { person: world.owner });
    const { page } = visit;
    const { opened, open } = linesOf(page);
    const text = page.getByRole('textbox', { name: 'Text of the chapter' });
    const link = page.getByRole('link', { name: 'First' });
    const isAsked = page.waitForResponse((answer) => answer.url().endsWith(`/chapters/${first}`));
    await link.hover();
    await isAsked;
    expect(opened).toEqual([]);
    await link.click();
    await text.waitFor();
    expect(opened).toEqual([first]);
    await page.getByRole('link', { name: 'Second' }).click();
    await page.waitForURL(`**/chapters/${second}`);
    await eventually('only the second is open', () => isOnly(open(), second));
    await text.waitFor();
    await page.goBack();
    await eventually('only the first is open again', () => isOnly(open(), first));
    await text.waitFor();
    expect(opened).toEqual([first, second, first]);
    await page.goBack();
    await eventually('none is open', () => open().length === 0);
    await page.goForward();
    // The text is there before, from the copy on the device.
    await eventually('the first is open once more', () => isOnly(open(), first));
    await text.waitFor();
    expect(opened).toEqual([first, second, first, first]);
    expect(visit.faults).toEqual([]);
    await visit.close();
  });
});
