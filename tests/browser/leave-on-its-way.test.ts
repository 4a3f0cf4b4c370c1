/** A chapter that is left while words of it are on their way, over a line that is dead. */
import { afterEach, describe, expect, it } from 'vitest';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook, type TestHandbook } from '../support/handbook.ts';
import { graveFaults } from '../support/visit.ts';
import type { Writer, WriterOptions } from '../support/writer.ts';

/** For a story in which somebody waits until it is told that words are late, in milliseconds. */
const WAITS = 60_000;
const LATE = 'Your words in “First” are on this device and not yet with the others.';
const ONLY_HERE = 'Your words in “First” are not saved yet: keep this page open.';

const world = browserWorld();
let handbook: TestHandbook;
let ada: Writer;
let other: Writer;

/** The owner and somebody else have the first of two chapters open; both see “Before.” in it. */
async function bothOpen(title: string, prepare?: WriterOptions['prepare']): Promise<void> {
  handbook = await makeHandbook(world.owner, { title, chapters: ['First', 'Second'] });
  const [chapterId = ''] = handbook.chapterIds;
  const options = { chapterId, screen: 'phone' } as const;
  ada = await world.write(world.owner, prepare ? { ...options, prepare } : options);
  const person = await world.add(`Ben ${title}`, handbook.handbookId, 'editor');
  other = await world.write(person, { chapterId });
  await ada.type('Before.');
  await ada.waitForSaving('Saved');
  await other.waitForWords('Before.');
}

afterEach(async () => {
  await ada?.close();
  await other?.close();
});

/** Types where the line does not carry it, and goes on to the second chapter. */
async function goesOnWith(words: string): Promise<void> {
  ada.lineGoesDead();
  await ada.type(words);
  await ada.waitForSaving('Saving');
  await ada.page.getByRole('link', { name: 'Second' }).click();
  await ada.page.waitForURL(`**/chapters/${handbook.chapterIds[1]}`);
}

describe('words that a dead line swallowed before their page was left', () => {
  it(
    'arrive while another chapter is open',
    async () => {
      await bothOpen('Arriving');
      await goesOnWith(' In the hole.');
      await ada.waitForSaving('Saved');
      expect(await ada.words()).toBe('');
      await other.waitForWords('Before. In the hole.');
      expect(ada.faults).toEqual([]);
    },
    WAITS,
  );

  it(
    'are told of on every page until they are there, and asked about when the tab is closed',
    async () => {
      await bothOpen('Told');
      ada.refuseNewLines();
      await goesOnWith(' In the hole.');
      const told = ada.page.getByText(LATE);
      await told.waitFor();
      expect(await graveFaults(ada.page)).toEqual([]);
      await ada.page.getByRole('link', { name: /^Back to the edition/ }).click();
      await ada.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await told.isVisible()).toBe(true);
      expect(await ada.asksBeforeClosing()).toBe('beforeunload');
      ada.reconnect();
      await told.waitFor({ state: 'detached' });
      await other.waitForWords('Before. In the hole.');
    },
    WAITS,
  );

  it(
    'are told of as only in this tab, and arrive, where the device keeps nothing',
    async () => {
      await bothOpen('Unkept', async (page) => {
        await page.addInitScript(() => Reflect.deleteProperty(window, 'indexedDB'));
      });
      ada.refuseNewLines();
      await goesOnWith(' In the hole.');
      const told = ada.page.getByText(ONLY_HERE);
      await told.waitFor();
      ada.reconnect();
      await told.waitFor({ state: 'detached' });
      await other.waitForWords('Before. In the hole.');
      expect(ada.faults).toEqual([]);
    },
    WAITS,
  );

  it(
    'are there, once, for whoever comes back to write on before they are saved',
    async () => {
      await bothOpen('Back');
      ada.refuseNewLines();
      await goesOnWith(' In the hole.');
      await ada.page.getByText(LATE).waitFor();
      await ada.page.getByRole('button', { name: 'Open it' }).click();
      await ada.page.waitForURL(`**/chapters/${handbook.chapterIds[0]}`);
      await ada.waitForWords('Before. In the hole.');
      expect(await ada.page.getByText(LATE).count()).toBe(0);
      await ada.type(' And on.');
      await ada.waitForSaving('your words are on this device');
      ada.reconnect();
      await ada.waitForSaving('Saved');
      await other.waitForWords('Before. In the hole. And on.');
      await ada.undo();
      await ada.waitForNone('And on.');
      await other.waitForNone('And on.');
      await other.page.getByRole('button', { name: /^Also here/ }).waitFor();
      expect(await other.words()).toContain('Before. In the hole.');
      expect(ada.faults).toEqual([]);
    },
    WAITS,
  );
});
