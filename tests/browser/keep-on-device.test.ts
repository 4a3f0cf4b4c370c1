/** Where words are while the server is away, or is not what it was; and what the page says of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signInTo } from '#scripts/lab/browser.ts';
import { browserWorld } from '../support/browser-world.ts';
import { makeHandbook } from '../support/handbook.ts';
import { openOwnBrowser } from '../support/own-browser.ts';
import { Writer, type WriterOptions } from '../support/writer.ts';

/** For a story in which the server is started again, in milliseconds. */
const RESTARTS = 60_000;
const ON_DEVICE = 'your words are on this device';
const ONLY_HERE = 'Not saved yet: keep this page open';

const world = browserWorld();
let chapterId: string;
let writer: Writer;

beforeEach(async ({ task }) => {
  const title = `Kept ${task.id}`;
  const { chapterIds } = await makeHandbook(world.owner, { title, chapters: ['One'] });
  chapterId = chapterIds[0] ?? '';
});

afterEach(() => writer?.close());

/** The owner opens the chapter, and has written “Before.” in it. */
async function opens(prepare?: WriterOptions['prepare']): Promise<void> {
  const options = prepare === undefined ? { chapterId } : { chapterId, prepare };
  writer = await world.write(world.owner, options);
  await writer.type('Before.');
  await writer.waitForSaving('Saved');
}

/** The owner has the chapter open in a browser that keeps its things there, until it is killed. */
async function untilKilled(
  folder: string,
  { isCutOff }: { isCutOff: boolean },
  story: () => Promise<void>,
): Promise<void> {
  const { context, kill } = await openOwnBrowser(folder);
  try {
    const { url } = world.product;
    await signInTo(context, world.owner, url);
    writer = await Writer.openIn(context, { address: `${url}/chapters/${chapterId}`, isCutOff });
    await story();
  } finally {
    await kill();
  }
}

/** From now on the browser has no room for what the page wants to keep, or has it again. */
async function fillDisk(page: Page, { isFull }: { isFull: boolean }): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await line.send('Storage.overrideQuotaForOrigin', isFull ? { origin, quotaSize: 1 } : { origin });
  await line.detach();
}

it(
  'says “not saved yet” within five seconds of a power cut, and sends all of it once',
  async () => {
    await opens();
    await world.product.kill();
    await writer.type(' In the dark.');
    await writer.saving.filter({ hasText: 'not saved yet' }).waitFor({ timeout: 5_000 });
    await writer.waitForSaving(ON_DEVICE);
    await world.startAgain();
    await writer.waitForSaving('Saved');
    await writer.reload();
    await writer.waitForWords('Before. In the dark.');
    expect(await writer.words()).toBe('Before. In the dark.');
  },
  RESTARTS,
);

it('keeps words over a reload without a connection, and what is written after it', async () => {
  await opens();
  await writer.cutOff();
  await writer.type(' On the train.');
  await writer.waitForSaving(ON_DEVICE);
  await writer.page.reload();
  await writer.text.waitFor();
  await writer.waitForWords('Before. On the train.');
  await writer.type(' In the tunnel.');
  await writer.waitForSaving(ON_DEVICE);
  writer.reconnect();
  await writer.waitForSaving('Saved');
  expect(await writer.words()).toBe('Before. On the train. In the tunnel.');
});

it('has words without a connection that were written just before the browser was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'commonbook-browser-'));
  try {
    await untilKilled(folder, { isCutOff: false }, async () => {
      await writer.waitForSaving('Saved');
      await writer.cutOff();
      await writer.type('On the train.');
      await writer.waitForSaving(ON_DEVICE);
    });
    await untilKilled(folder, { isCutOff: true }, async () => {
      await writer.waitForWords('On the train.');
      await writer.waitForSaving(ON_DEVICE);
      writer.reconnect();
      await writer.waitForSaving('Saved');
    });
  } finally {
    await rm(folder, { recursive: true, maxRetries: 5 });
  }
});

it('keeps with one’s own words those of another that they were written after', async () => {
  await opens();
  const other = await world.write(world.owner, { chapterId });
  await other.waitForWords('Before.');
  await other.type(' Hers.');
  await writer.waitForWords('Before. Hers.');
  await other.close();
  await writer.cutOff();
  await writer.type(' And mine.');
  await writer.waitForSaving(ON_DEVICE);
  await writer.page.reload();
  await writer.text.waitFor();
  await writer.waitForWords('Before. Hers. And mine.');
});

it('says that only this page has the words, and warns, when the device has no room', async () => {
  await opens();
  await fillDisk(writer.page, { isFull: true });
  await writer.cutOff();
  await writer.type(' On the train.');
  await writer.waitForSaving(ONLY_HERE);
  expect(await writer.asksBeforeClosing()).toBe('beforeunload');
  await fillDisk(writer.page, { isFull: false });
  await writer.waitForSaving(ON_DEVICE);
  writer.reconnect();
  await writer.waitForSaving('Saved');
});

it(
  'gives the own words as a file when a backup was put back meanwhile, and begins anew',
  async () => {
    await opens();
    const file = join(world.product.dataDir, 'one.backup');
    await world.command('backup', file);
    await writer.type(' After the backup.');
    await writer.waitForSaving('Saved');
    await world.product.kill();
    await world.command('restore', file);
    await world.startAgain();
    const notice = writer.page.getByRole('alert').filter({ hasText: 'replaced by another copy' });
    await notice.waitFor();
    await writer.waitForSaving('Not saved');
    expect(await writer.keptFile()).toContain('Before. After the backup.');
    writer.page.once('dialog', (dialog) => void dialog.accept());
    await notice.getByRole('button', { name: 'Reload the page' }).click();
    await writer.waitForSaving('Saved');
    await writer.type(' Anew.');
    await writer.waitForSaving('Saved');
    await writer.reload();
    await writer.waitForWords('Anew.');
    expect(await writer.words()).toBe('Before. Anew.');
  },
  RESTARTS,
);

it.each([
  ['is not there', () => Reflect.deleteProperty(window, 'indexedDB')],
  [
    'cannot be opened',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Forbidden here.', 'SecurityError');
      };
    },
  ],
  [
    'never answers',
    () => {
      // What a browser gives that waits for another page to close its own.
      IDBFactory.prototype.open = () => Object.create(IDBOpenDBRequest.prototype);
    },
  ],
])('says that only this page has the words, and warns, where IndexedDB %s', async (_, spoil) => {
  await opens(async (page) => void (await page.addInitScript(spoil)));
  await writer.cutOff();
  await writer.type(' On the train.');
  await writer.waitForSaving(ONLY_HERE);
  expect(await writer.asksBeforeClosing()).toBe('beforeunload');
  writer.reconnect();
  await writer.waitForSaving('Saved');
});
