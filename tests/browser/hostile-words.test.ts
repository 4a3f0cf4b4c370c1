/** Names and texts that look like programs, on every page: nothing of them runs, all of it is read. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openContext, openPage } from '#scripts/lab/browser.ts';
import type { Person } from '#scripts/lab/person.ts';
import { OWNER } from '#scripts/lab/product.ts';
import { SMUGGLED } from '#tests/hostile/live-content.ts';
import { HOSTILE_WORDS } from '#tests/hostile/words.ts';
import { browserWorld } from '#tests/support/browser-world.ts';
import { exported } from '#tests/support/exporting.ts';
import { makeHandbook } from '#tests/support/handbook.ts';
import {
  HOSTILE_CITY,
  type HostileHandbook,
  makeHostileHandbook,
  rewrite,
} from '#tests/support/hostile-handbook.ts';

const world = browserWorld();
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let hostile: HostileHandbook;
let shared: string;
let smuggled: string;

beforeAll(async () => {
  const [token = ''] = await world.command('token', OWNER.email);
  hostile = await makeHostileHandbook(world.product.url, { owner: world.owner, token });
  for (const [index, { words: name }] of HOSTILE_WORDS.slice(0, 20).entries())
    await world.owner.api.people.add({
      ...{ name, email: `person${index}@example.org`, password: 'long enough for it' },
    });
  const { chapterIds } = await makeHandbook(world.owner, { title: 'Past', chapters: ['Past'] });
  smuggled = chapterIds[0] ?? '';
  const content = SMUGGLED.flatMap((one) => one.content);
  const kept = (text: string) => ({ tag: 'paragraph', content: [{ text }] });
  await rewrite(world.product.url, {
    ...{ chapterId: smuggled, token, content: [kept('first'), ...content, kept('last')] },
  });
  const asked = { editionId: hostile.cityId, format: 'markdown' } as const;
  const { reply } = await exported(world.product.url, world.owner, asked);
  shared = reply.link ?? '';
});
interface Seen {
  readonly text: string;
  readonly wrong: readonly string[];
}

/** Opens a page, waits until it is all there, and tells what it says and what it did that it must not. */
async function see(path: string, ready: (page: Page) => Promise<void>, person?: Person) {
  const context = await openContext(world.browser, world.product.url, {
    ...(person && { person }),
  });
  const { page, faults } = await openPage(context);
  const wrong: string[] = [];
  page.on('dialog', (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== world.product.url) wrong.push(url.href);
  });
  await page.goto(path);
  await ready(page);
  await page.waitForLoadState('networkidle');
  const seen: Seen = {
    text: (await page.locator('body').textContent()) ?? '',
    wrong: [...wrong, ...faults, ...(await page.evaluate(activeThings))],
  };
  await context.close();
  return seen;
}

/** What could run or lead astray in a page as it stands. */
function activeThings(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.matches('script:not([type=module]), iframe, object, embed, base'))
      found.push(element.outerHTML);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`${name}=${value}`);
      if (
        /^(?:href|src|action|formaction)$/.test(name) &&
        /^\s*(?:javascript|data:text|vbscript):/i.test(value)
      )
        found.push(`${name}=${value}`);
    }
  }
  return found;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first().waitFor();
const one = (words: string) => words.replaceAll(/\s+/g, ' ');

describe('hostile words', () => {
  it.each([
    ['the list of handbooks', () => '/'],
    ['a handbook', () => '/handbooks/hostile'],
    ['its settings', () => '/handbooks/hostile/settings'],
    ['an edition', () => '/handbooks/hostile/ghent'],
    ['its settings', () => '/handbooks/hostile/ghent/settings'],
    ['people', () => '/people'],
    ['a passed-on export', () => shared],
  ])('are words on the page of %s', async (_, path) => {
    const isShared = path() === shared;
    const { text, wrong } = await see(path(), heading, isShared ? undefined : world.owner);
    expect(wrong).toEqual([]);
    expect(text).toMatch(/onerror=alert|<script>/);
  });

  it('are all the chapters’ titles of an edition, letter by letter', async () => {
    const { text } = await see('/handbooks/hostile/ghent', heading, world.owner);
    for (const { words, named } of HOSTILE_WORDS) expect(one(text)).toContain(one(named ?? words));
    expect(one(text)).toContain(one(HOSTILE_CITY));
  });

  it('are words in the text and in its history', async () => {
    const editor = (page: Page) =>
      page.getByRole('textbox', { name: 'Text of the chapter' }).waitFor();
    const written = await see(`/chapters/${hostile.wholeId}`, editor, world.owner);
    expect(written.wrong).toEqual([]);
    const history = await see(`/chapters/${hostile.wholeId}/history`, heading, world.owner);
    expect(history.wrong).toEqual([]);
    for (const { words } of HOSTILE_WORDS) {
      expect(one(written.text)).toContain(one(words));
      expect(one(history.text)).toContain(one(words));
    }
  });

  it('[W18] leave a chapter open to the editor, whatever a program wrote into it', async () => {
    const writer = await world.write(world.owner, { chapterId: smuggled });
    await writer.type(' written here');
    await writer.waitForSaving('Saved');
    expect(writer.faults).toEqual([]);
    expect(await writer.page.evaluate(activeThings)).toEqual([]);
    const words = await writer.words();
    expect(words).toMatch(/^first/);
    expect(words).toContain('last written here');
    await writer.close();
    const { wrong } = await see(`/chapters/${smuggled}/history`, heading, world.owner);
    expect(wrong).toEqual([]);
  });

  it('would be noticed if they were more than words', async () => {
    const { wrong } = await see(
      '/',
      (page) =>
        page.evaluate(() => {
          document.body.innerHTML =
            '<a href="javascript:alert(1)"><img src="https://evil.example/x" onerror="alert(1)"></a>';
        }),
      world.owner,
    );
    expect(wrong).toContain('href=javascript:alert(1)');
    expect(wrong).toContain('onerror=alert(1)');
    expect(wrong.join(' ')).toContain('evil.example');
  });
});
