/** A megabyte of plain text pasted into a chapter, until it is drawn. */
import type { Page } from 'playwright-core';
import { type Benchmark, median } from './figure.ts';
import { sampleBlocks, sentence } from './sample-chapter.ts';
import { openWorld } from './world.ts';

const ROUNDS = 3;
const MEGABYTE = 2 ** 20;

export const paste: Benchmark = {
  name: 'paste',
  run: async () => {
    const world = await openWorld();
    const text = longText();
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const chapter = await world.addChapter(`Paste ${round}`, sampleBlocks(3));
      const page = await world.openPage(`/chapters/${chapter}`);
      rounds.push(await pasted(page, text));
      await page.context().close();
    }
    await world.close();
    return [
      {
        what: `1 MB of text pasted, until it is drawn (median of ${ROUNDS})`,
        value: median(rounds),
        unit: 'ms',
      },
    ];
  },
};

/** Paragraphs of 180 words, with an address in one of fifty. */
function longText(): string {
  const paragraphs: string[] = [];
  for (let size = 0; size < MEGABYTE; size += paragraphs.at(-1)?.length ?? 0) {
    const seed = paragraphs.length;
    const address = seed % 50 === 0 ? ` https://example.org/${seed} says more.` : '';
    paragraphs.push(`${sentence(seed, 180)}${address}`);
  }
  return paragraphs.join('\n\n');
}

async function pasted(page: Page, text: string): Promise<number> {
  const editor = page.locator('.ProseMirror[contenteditable="true"]');
  await editor.locator('p').first().click();
  return editor.evaluate(async (element, pastedText) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pastedText);
    const startedAt = performance.now();
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    return performance.now() - startedAt;
  }, text);
}
