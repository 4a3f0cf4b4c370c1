/** A link in the text leads to its chapter, or else it says why it does not. */
import { describe, expect, it } from 'vitest';
import type { Screen } from '#scripts/lab/browser.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook } from '../support/handbook.ts';

const SCREENS: readonly Screen[] = ['desktop', 'phone'];
const LINKS = [
  '<a href="chapter:the-shop">the shop</a>',
  '<a href="chapter:the-garage">the garage</a>',
  '<a href="#aaaaaaaaaa">what was said above</a>',
];

const world = browserWorld();

describe.each(SCREENS)('on a %s', (screen) => {
  it('leads to a chapter, or says why not', async () => {
    const { handbookId, chapterIds } = await makeHandbook(world.owner, {
      title: `Links ${screen}`,
      chapters: ['Begin', 'The shop'],
    });
    const chapterId = chapterIds[0] ?? '';
    const writer = await world.write(world.owner, { chapterId, screen });
    await writer.type('See ');
    await writer.paste(`<p>${LINKS.join(', ')}</p>`);
    await writer.waitForSaving('Saved');

    const person = await world.add(`Rea ${screen}`, handbookId, 'reader');
    const reader = await world.write(person, { chapterId, screen });
    const { page } = reader;
    const follow = (words: string) => reader.text.getByRole('link', { name: words }).click();

    await page.route('**/api/handbooks/**', (question) => question.abort());
    await follow('the shop');
    await page.getByText('No connection to the server').waitFor();
    await page.unroute('**/api/handbooks/**');
    await follow('the garage');
    await page.getByText('leads to a chapter that is not in this edition').waitFor();
    await follow('what was said above');
    await page.getByText('leads to a place that is not in this chapter').waitFor();
    await follow('the shop');
    await page.getByRole('heading', { level: 1, name: 'The shop' }).waitFor();
    expect(reader.faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([]);
    await Promise.all([writer.close(), reader.close()]);
  });
});
