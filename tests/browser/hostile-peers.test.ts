/** What others, and one's own clipboard, may bring to an open editor: it goes on. */
import { beforeAll, expect, it, vi } from 'vitest';
import { NO_PLACES } from '#tests/hostile/no-places.ts';
import { browserWorld } from '#tests/support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '#tests/support/handbook.ts';
import { joinChapter } from '#tests/support/stock-peer.ts';
import type { Writer } from '#tests/support/writer.ts';

const world = browserWorld();
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
let handbook: TestHandbook;
beforeAll(async () => {
  handbook = await makeHandbook(world.owner, {
    title: 'Open',
    chapters: ['Carets', 'Pasted', 'Copied'],
  });
});
/** A token of a person whose name would be more than a name. */
async function tokenOf(name: string): Promise<string> {
  const { handbookId } = handbook;
  const person = await world.add(name, handbookId, 'steward');
  const [token = ''] = await world.command('token', person.email);
  return token;
}

it('[W14] a caret that is nowhere, and a name that is more than one, harm nobody’s page', async () => {
  const [chapterId = ''] = handbook.chapterIds;
  const writer = await world.write(world.owner, { chapterId });
  await writer.type('Here ');
  const name = 'Mallory <img src=x onerror=alert(1)> Mallory';
  const peer = await joinChapter(world.product.url, { chapterId, token: await tokenOf(name) });
  const user = { name: '<script>alert(1)</script>', color: 'red;background:url(//evil.example)' };
  const position = { tname: 'default', item: null, assoc: 0 };
  for (const cursor of [...NO_PLACES, { anchor: position, head: position }]) {
    peer.say({ user, cursor, extra: '<b>' });
    await writer.type('w');
  }
  peer.write('the end');
  await writer.waitForWords('the end');
  const caret = writer.page.locator('.caret');
  await caret.waitFor({ state: 'attached' });
  expect(await caret.getAttribute('data-name')).toBe(name);
  await writer.waitForSaving('Saved');
  expect(await writer.words()).toContain(`Here ${'w'.repeat(NO_PLACES.length + 1)}`);
  expect(await writer.page.locator('[onerror], script:not([type=module])').count()).toBe(0);
  expect(writer.faults).toEqual([]);
  peer.close();
  await writer.close();
});

/** Pastes what a clipboard holds by type, and waits until it is drawn. */
async function paste(writer: Writer, clipboard: Readonly<Record<string, string>>): Promise<void> {
  await writer.text.evaluate(async (editor, texts) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(texts)) clipboardData.setData(type, text);
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }, clipboard);
}

it('[R24] a paste of 5 MB arrives whole, and the page goes on', async () => {
  const chapterId = handbook.chapterIds[1] ?? '';
  const writer = await world.write(world.owner, { chapterId });
  await writer.type('Before. ');
  await writer.waitForSaving('Saved');
  const line = `${'words of a long report '.repeat(40).trim()}.`;
  const lines = Math.ceil(5_000_000 / line.length);
  await paste(writer, { 'text/plain': Array(lines).fill(line).join('\n\n') });
  await writer.waitForSaving('Saved');
  const { markdown } = await world.owner.api.chapters.markdown({ chapterId });
  expect(markdown.split('\n\n')).toHaveLength(lines);
  expect(markdown).toBe(`Before. ${Array(lines).fill(line).join('\n\n')}\n`);
  // What comes after it is taken in as ever.
  await writer.type(' After.');
  await writer.waitForSaving('Saved');
  await writer.reload();
  expect(await writer.words()).toMatch(/ After\.$/);
  expect(writer.faults).toEqual([]);
  await writer.close();
});

it('gives each block of a long paste an id of its own, and links its addresses', async () => {
  const chapterId = handbook.chapterIds[2] ?? '';
  const writer = await world.write(world.owner, { chapterId });
  await writer.type('Before. After.');
  for (const _ of ' After.') await writer.page.keyboard.press('ArrowLeft');
  const lines = Array.from({ length: 300 }, (_, at) => `See https://example.org/${at} on it.`);
  await paste(writer, { 'text/plain': lines.join('\n\n') });
  const ids = () =>
    writer.text.evaluate(({ children }) =>
      [...children].map((block) => block.getAttribute('data-id')),
    );
  const given = await ids();
  expect(given).toHaveLength(lines.length);
  expect(new Set(given).size).toBe(lines.length);
  expect(given).not.toContain(null);
  await writer.waitForSaving('Saved');
  await writer.reload();
  expect(await writer.text.locator('a[href^="https://example.org/"]').count()).toBe(lines.length);
  // Copied from here it is other blocks than those that it was copied from.
  await writer.type('');
  await paste(writer, {
    'text/html': `<p data-id="${given[0]}">A</p><p data-id="${given[1]}">B</p>`,
  });
  const all = await ids();
  expect(new Set(all).size).toBe(all.length);
  expect(all).not.toContain(null);
  expect(writer.faults).toEqual([]);
  await writer.close();
});
