/** Where words are while the server is away, or is not what it was; and what the page says of them. */
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBrowser } from '#scripts/lab/browser.ts';
import { type Product, startProduct } from '#scripts/lab/product.ts';
import { makeHandbook } from '../support/handbook.ts';
import { runProgram } from '../support/program.ts';
import { Writer, type WriterOptions } from '../support/writer.ts';

const COMMAND = resolve('dist/server/commonbook.js');
/** For a story in which the server is started again, in milliseconds. */
const RESTARTS = 60_000;
const ON_DEVICE = 'your words are on this device';
const ONLY_HERE = 'Not saved yet: keep this page open';

let product: Product;
let browser: Browser;
let chapterId: string;
let writer: Writer;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});

beforeEach(async ({ task }) => {
  const title = `Kept ${task.id}`;
  const { chapterIds } = await makeHandbook(product.owner, { title, chapters: ['One'] });
  chapterId = chapterIds[0] ?? '';
});

afterEach(() => writer?.close());

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** The owner opens the chapter, and has written “Before.” in it. */
async function opens(prepare?: WriterOptions['prepare']): Promise<void> {
  const options = prepare === undefined ? { chapterId } : { chapterId, prepare };
  writer = await Writer.open({ browser, product }, product.owner, options);
  await writer.type('Before.');
  await writer.waitForSaving('Saved');
}

/** Runs a command of the product on its data. */
async function command(...words: string[]): Promise<void> {
  const env = { DATA_DIR: product.dataDir };
  const { code, stderr } = await runProgram([COMMAND, ...words], { env }).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
}

/** Starts the product again on its data and its address. */
async function startAgain(): Promise<void> {
  const { dataDir, url } = product;
  product = await startProduct({ dataDir, env: { PORT: new URL(url).port } });
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
    await product.kill();
    await writer.type(' In the dark.');
    await writer.saving.filter({ hasText: 'not saved yet' }).waitFor({ timeout: 5_000 });
    await writer.waitForSaving(ON_DEVICE);
    await startAgain();
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

it('keeps with one’s own words those of another that they were written after', async () => {
  await opens();
  const other = await Writer.open({ browser, product }, product.owner, { chapterId });
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
    const file = join(product.dataDir, 'one.backup');
    await command('backup', file);
    await writer.type(' After the backup.');
    await writer.waitForSaving('Saved');
    await product.kill();
    await command('restore', file);
    await startAgain();
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
  ['is not there', () => Reflect.deleteProperty(Window.prototype, 'indexedDB')],
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
