import { afterEach, describe, expect, it } from 'vitest';
import { bookFiles } from '#server/publishing/book-files.ts';
import { printBook } from '#server/publishing/print-book.ts';
import type { PrintBlock } from '#server/publishing/print-types.ts';
import {
  createTypstEngine,
  type PdfEngine,
  type TypstLimits,
} from '#server/publishing/typst-engine.ts';
import { UnsettableBook } from '#server/publishing/unsettable-book.ts';
import { doc, p, sourceOf } from './sample-book.ts';

let engine: PdfEngine | undefined;
afterEach(async () => {
  await engine?.close();
  engine = undefined;
});

function open(limits?: Partial<TypstLimits>): PdfEngine {
  engine = createTypstEngine(limits);
  return engine;
}

/** A book of chapters whose blocks skip every check on the way. */
function unchecked(...chapters: PrintBlock[][]) {
  const titles = chapters.map((_, index) => `Chapter ${index + 1}`);
  const source = sourceOf(
    titles.map((title, index) => ({ slug: `c${index}`, title, doc: doc(p('Text.')) })),
  );
  const book = printBook(source);
  return bookFiles(
    {
      ...book,
      chapters: book.chapters.map((chapter, index) => ({
        ...chapter,
        blocks: chapters[index] ?? [],
      })),
    },
    'ghent',
  );
}

const text = (words: string): PrintBlock => ({
  kind: 'paragraph',
  content: [{ kind: 'text', text: words }],
});
const small = unchecked([text('A small book.')]);
const endless = unchecked([text('many words without end '.repeat(1_200_000))]);

describe('the typesetter', () => {
  it('[PB7] makes what the standard refuses without it, and says in which chapter', async () => {
    const jump: PrintBlock = {
      kind: 'heading',
      level: 5,
      content: [{ kind: 'text', text: 'Deep' }],
    };
    const made = await open().typeset(unchecked([text('Fine.')], [jump], [text('Fine.')]), 0);
    expect(made.inaccessible).toMatchObject({ chapter: 1 });
    expect(made.inaccessible?.message).toMatch(/heading/i);
    expect(Buffer.from(made.pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('[PB13] names the chapter that cannot be set, and sets the next book', async () => {
    const broken: PrintBlock = {
      ...{ kind: 'picture', src: '/images/none.png', alt: 'None', width: 50, caption: [] },
    };
    const engine = open();
    const failed = await engine
      .typeset(unchecked([text('Fine.')], [broken]), 0)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UnsettableBook);
    expect(failed).toMatchObject({ fault: { chapter: 1 } });
    expect((await engine.typeset(small, 0)).pageCount).toBeGreaterThan(3);
  });

  it('[PB13] ends a book that takes too long within a second, and sets the next one', async () => {
    const engine = open({ duration: 4_000 });
    const began = performance.now();
    await expect(engine.typeset(endless, 0)).rejects.toThrow('took too long');
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await engine.typeset(small, 0)).pageCount).toBeGreaterThan(3);
  }, 20_000);

  it.skipIf(process.platform !== 'linux')(
    '[PB13] ends a book that takes too much memory, and sets the next one',
    async () => {
      const engine = open({ memory: 350_000_000 });
      await expect(engine.typeset(endless, 0)).rejects.toThrow('more memory');
      expect((await engine.typeset(small, 0)).pageCount).toBeGreaterThan(3);
    },
    20_000,
  );

  it('[PB13] replaces its process after so many books', async () => {
    const engine = open({ books: 1 });
    const first = await engine.typeset(small, 0);
    const second = await engine.typeset(small, 0);
    expect(Buffer.from(second.pdf).equals(Buffer.from(first.pdf))).toBe(true);
  });

  it('[PB13] refuses books once it is closed, and ends the one in hand at once', async () => {
    const engine = open();
    const inHand = engine.typeset(endless, 0).catch((error: Error) => error.message);
    await engine.close();
    expect(await inHand).toContain('stopped');
    await expect(engine.typeset(small, 0)).rejects.toThrow('stopping');
  }, 20_000);
});
