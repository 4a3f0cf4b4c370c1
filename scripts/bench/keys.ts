/**
 * From a key press to the own screen and to another person's in a chapter of 300 blocks, to the own in
 * one of 2,000, and what the tabs with such chapters hold in memory.
 */
import type { Page } from 'playwright-core';
import type { ChapterId } from '#shared/ids.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';
import { memoryOf } from './memory.ts';
import { sampleBlocks } from './sample-chapter.ts';
import { openWorld, type World } from './world.ts';

const KEYS = 200;
/** A fast typist: ten keys a second. */
const BETWEEN = 100;

export const keys: Benchmark = {
  name: 'keys',
  run: async () => {
    const world = await openWorld();
    const usual = await world.addChapter('300 blocks', sampleBlocks(300));
    const long = await world.addChapter('2,000 blocks', sampleBlocks(2_000));
    const figures = [...(await between(world, usual)), ...(await alone(world, long))];
    await world.close();
    return figures;
  },
};

/** Two people in a chapter of 300 blocks, one of them typing. */
async function between(world: World, chapter: ChapterId): Promise<Figure[]> {
  const writer = await watched(world, chapter);
  const reader = await watched(world, chapter);
  await type(writer);
  await reader.waitForFunction((count) => window.seen.length >= count, KEYS);
  const pressed = await taken(writer, 'pressed');
  const own = latencies(pressed, await taken(writer, 'seen'));
  const other = latencies(pressed, await taken(reader, 'seen'));
  const figures = [
    ...shares('own screen, 300 blocks', own, { p95: 16 }),
    ...shares("the other's screen, 300 blocks", other, { p50: 10, p95: 30 }),
    await memory(world, 'tab with 300 blocks, another person in it'),
  ];
  for (const page of [writer, reader]) await page.context().close();
  return figures;
}

async function alone(world: World, chapter: ChapterId): Promise<Figure[]> {
  const writer = await watched(world, chapter);
  await type(writer);
  const own = latencies(await taken(writer, 'pressed'), await taken(writer, 'seen'));
  return [
    ...shares('own screen, 2,000 blocks', own, { p95: 32 }),
    await memory(world, 'tab with 2,000 blocks'),
  ];
}

async function watched(world: World, chapter: ChapterId): Promise<Page> {
  const page = await world.openPage(`/chapters/${chapter}`);
  await watch(page);
  return page;
}

/** Types into the first paragraph and waits until all of it was drawn. */
async function type(page: Page): Promise<void> {
  await page.locator('.ProseMirror p').first().click();
  await page.keyboard.press('End');
  for (let key = 0; key < KEYS; key += 1) await page.keyboard.press('x', { delay: BETWEEN });
  await page.waitForFunction((count) => window.seen.length >= count, KEYS);
}

/** The largest tab's process, as the system counts what it holds. */
async function memory({ browser }: World, what: string): Promise<Figure> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const tabs = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(tabs.map(({ id }) => memoryOf(id)));
  return { what: `memory of a ${what}`, value: Math.max(...sizes) / 1024, unit: 'MB', under: 200 };
}

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
    // Where they are typed; to read all of a long chapter would be part of what is measured.
    const countKeys = () => (editor.querySelector('p')?.textContent ?? '').split('x').length;
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

/** How long each key took, in milliseconds. */
function latencies(pressed: readonly number[], seen: readonly number[]): readonly number[] {
  // The End key comes first among those pressed.
  return seen.map((at, key) => at - (pressed[key + 1] ?? Number.NaN)).filter(Number.isFinite);
}

function shares(
  where: string,
  samples: readonly number[],
  goals: { readonly p50?: number; readonly p95: number },
): Figure[] {
  const what = (share: string) => `key to ${where}, ${share} of ${samples.length}`;
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
