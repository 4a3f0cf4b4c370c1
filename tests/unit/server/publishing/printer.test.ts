import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPrinter } from '#server/publishing/printer.ts';
import type { RevisionText } from '#server/publishing/read-texts.ts';
import { blocksOf } from '#shared/content/content.ts';
import { manifestOf, richBook } from './sample-book.ts';

const BOOK = richBook(12);
const SOURCE = {
  manifest: manifestOf(BOOK, { format: 'markdown' }),
  printable: new Map(),
  pictures: new Map(),
};

async function* texts(): AsyncGenerator<RevisionText> {
  for (const [index, { id, revision }] of SOURCE.manifest.chapters.entries()) {
    const doc = BOOK[index]?.doc;
    if (doc) yield { id, revision, blocks: blocksOf(doc) };
  }
}

it('[PB19] a book is arranged while the server goes on with everything else', async () => {
  const printer = createPrinter();
  try {
    let isArranged = false;
    let turnCount = 0;
    const arranged = printer.arrange(SOURCE, texts()).finally(() => {
      isArranged = true;
    });
    while (!isArranged) {
      turnCount += 1;
      await setImmediate();
    }
    expect((await arranged).kind).toBe('file');
    expect(turnCount).toBeGreaterThan(100);
  } finally {
    await printer.close();
  }
});

it('[PB19] a book that takes too long fails alone, and the next one is made', async () => {
  const hasty = createPrinter({ duration: 1 });
  await expect(hasty.arrange(SOURCE, texts())).rejects.toThrow('took too long');
  await hasty.close();
  const printer = createPrinter();
  expect((await printer.arrange(SOURCE, texts())).kind).toBe('file');
  await printer.close();
});

it('[PB19] a book that needs too much memory fails alone', async () => {
  const poor = createPrinter({ memory: 8 });
  await expect(poor.arrange(SOURCE, texts())).rejects.toThrow('more memory');
  await poor.close();
});

it('[PB19] a book in the middle of being arranged fails when the server stops', async () => {
  const printer = createPrinter();
  const arranged = expect(printer.arrange(SOURCE, texts())).rejects.toThrow('stopping');
  await setImmediate();
  await printer.close();
  await arranged;
  await expect(printer.arrange(SOURCE, texts())).rejects.toThrow('stopping');
});
