/** From a key press to the own screen and to another person's, in a chapter of 300 blocks. */
import type { Page } from 'playwright-core';
import { type Benchmark, type Figure, percentile } from './figure.ts';
import { sampleBlocks } from './sample-chapter.ts';
import { openWorld } from './world.ts';

const KEYS = 200;
/** A fast typist: ten keys a second. */
const BETWEEN = 100;

export const keys: Benchmark = {
  name: 'keys',
  run: async () => {
    const world = await openWorld();
    const chapter = await world.addChapter('300 blocks', sampleBlocks(300));
    const writer = await world.openPage(`/chapters/${chapter}`);
    const reader = await world.openPage(`/chapters/${chapter}`);
    for (const page of [writer, reader]) await watch(page);
    await writer.locator('.ProseMirror p').first().click();
    await writer.keyboard.press('End');
    for (let key = 0; key < KEYS; key += 1) await writer.keyboard.press('x', { delay: BETWEEN });
    await reader.waitForFunction((count) => window.seen.length >= count, KEYS);
    const [pressed, own, other] = [
      await taken(writer, 'pressed'),
      await taken(writer, 'seen'),
      await taken(reader, 'seen'),
    ];
    await world.close();
    return [
      ...latencies('own', pressed, own, { p95: 16 }),
      ...latencies("the other's", pressed, other, { p50: 10, p95: 30 }),
    ];
  },
};

declare global {
  interface Window {
    /** When each key went down, and when each change of the text was painted; both since 1970. */
    pressed: number[];
    seen: number[];
  }
}

/** Notes each `x` pressed and each frame in which the number of them in the text had grown. */
async function watch(page: Page): Promise<void> {
  await page.locator('.ProseMirror[contenteditable="true"]').waitFor();
  await page.evaluate(() => {
    window.pressed = [];
    window.seen = [];
    const editor = document.querySelector('.ProseMirror');
    if (editor === null) throw new Error('There is no editor.');
    const countKeys = () => (editor.textContent ?? '').split('x').length;
    const before = countKeys();
    document.addEventListener(
      'keydown',
      (event) => window.pressed.push(performance.timeOrigin + event.timeStamp),
      true,
    );
    new MutationObserver(() => {
      const count = countKeys() - before;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          const now = performance.timeOrigin + performance.now();
          while (window.seen.length < count) window.seen.push(now);
        };
        channel.port2.postMessage(undefined);
      });
    }).observe(editor, { childList: true, characterData: true, subtree: true });
  });
}

function taken(page: Page, what: 'pressed' | 'seen'): Promise<number[]> {
  return page.evaluate((name) => window[name], what);
}

function latencies(
  whose: string,
  pressed: readonly number[],
  seen: readonly number[],
  goals: { readonly p50?: number; readonly p95: number },
): Figure[] {
  // The End key comes first among those pressed.
  const samples = seen
    .map((at, key) => at - (pressed[key + 1] ?? Number.NaN))
    .filter(Number.isFinite);
  const what = (share: string) =>
    `key to ${whose} screen, 300 blocks, ${share} of ${samples.length}`;
  return [
    {
      what: what('p50'),
      value: percentile(samples, 0.5),
      unit: 'ms',
      ...(goals.p50 === undefined ? {} : { under: goals.p50 }),
    },
    { what: what('p95'), value: percentile(samples, 0.95), unit: 'ms', under: goals.p95 },
  ];
}
