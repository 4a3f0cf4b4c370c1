/** Where words are while the server is away: on this device, or in this page alone; and which is said. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openBrowser } from '#scripts/lab/browser.ts';
import { type Product, startProduct } from '#scripts/lab/product.ts';
import { makeHandbook } from '../support/handbook.ts';
import { Writer, type WriterOptions } from '../support/writer.ts';

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

/** Whether the browser asks when somebody closes the page, who then stays. */
async function asksBeforeClosing(page: Page): Promise<boolean> {
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  await dialog.dismiss();
  return dialog.type() === 'beforeunload';
}

/** From now on the browser has no room for what the page wants to keep, or has it again. */
async function fillDisk(page: Page, { isFull }: { isFull: boolean }): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await line.send('Storage.overrideQuotaForOrigin', isFull ? { origin, quotaSize: 1 } : { origin });
  await line.detach();
}

it('says “not saved yet” within five seconds of a power cut, and sends all of it once', async () => {
  await opens();
  await product.kill();
  await writer.type(' In the dark.');
  await writer.saving.filter({ hasText: 'not saved yet' }).waitFor({ timeout: 5_000 });
  await writer.waitForSaving(ON_DEVICE);
  const { dataDir, url } = product;
  const env = { PORT: new URL(url).port };
  product = await startProduct({ dataDir, env });
  await writer.waitForSaving('Saved');
  await writer.reload();
  await writer.waitForWords('Before. In the dark.');
  expect(await writer.words()).toBe('Before. In the dark.');
});

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

it('says that only this page has the words, and warns, when the device has no room', async () => {
  await opens();
  await fillDisk(writer.page, { isFull: true });
  await writer.cutOff();
  await writer.type(' On the train.');
  await writer.waitForSaving(ONLY_HERE);
  expect(await asksBeforeClosing(writer.page)).toBe(true);
  await fillDisk(writer.page, { isFull: false });
  await writer.waitForSaving(ON_DEVICE);
  writer.reconnect();
  await writer.waitForSaving('Saved');
});

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
  expect(await asksBeforeClosing(writer.page)).toBe(true);
  writer.reconnect();
  await writer.waitForSaving('Saved');
});
