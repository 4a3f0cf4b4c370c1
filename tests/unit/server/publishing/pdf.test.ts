import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookFiles } from '#server/publishing/book-files.ts';
import type { BookSource } from '#server/publishing/book-source.ts';
import { printBook } from '#server/publishing/print-book.ts';
import { createTypstEngine, type PdfEngine } from '#server/publishing/typst-engine.ts';
import { addresses, ask, bookmarks, pages } from '#tests/support/poppler.ts';
import {
  bullets,
  doc,
  footnote,
  h,
  type Loose,
  link,
  PICTURE,
  p,
  quote,
  richBook,
  say,
  sourceOf,
} from './sample-book.ts';

let engine: PdfEngine;
let picture: Uint8Array;

beforeAll(async () => {
  engine = createTypstEngine();
  const plain = { width: 1200, height: 800, channels: 3, background: '#8aa07a' } as const;
  picture = new Uint8Array(await sharp({ create: plain }).jpeg().toBuffer());
});
afterAll(() => engine.close());

const PICTURES = new Map([
  [PICTURE, { path: '/images/crates.jpg', width: 1200, height: 800, name: 'crates.jpg' }],
]);

function set(source: BookSource) {
  const book = printBook(source);
  const pictures = [{ path: '/images/crates.jpg', bytes: picture }];
  const files = [...bookFiles(book, source.manifest.edition.slug), ...pictures];
  return engine.typeset(files, 1_790_000_000);
}

const HEADING = 'A heading';
const LONG_HEADING = `${HEADING} that says at some length what all of it is about, and why`;

const oneChapter = (...content: Loose[]) =>
  sourceOf([{ slug: 'one', title: 'One', doc: doc(...content) }]);

/** A heading with a footnote at its end. */
const noted = (level: number, words: string, note: string): Loose => ({
  type: 'heading',
  attrs: { level },
  content: [say(words), footnote(say(note))],
});

describe('the book', () => {
  let pdf: Uint8Array;
  beforeAll(async () => {
    const made = await set(sourceOf(richBook(6), { pictures: PICTURES }));
    expect(made.inaccessible).toBeNull();
    pdf = made.pdf;
  }, 60_000);

  it('[PB10] gives each heading the page in the contents that it stands on', () => {
    const [, , contents = '', ...rest] = pages(pdf);
    const listed = [...contents.matchAll(/^\s*(?:\d\s+)?(\S.*?)[\s.·]+(\d+)\s*$/gm)].filter(
      ([, title]) => title !== 'Contents',
    );
    expect(listed).toHaveLength(6 * 3 + 2);
    for (const [, title = '', page] of listed)
      expect(rest[Number(page) - 4], `${title} on ${page}`).toContain(title);
  });

  it('[PB10] has a bookmark for each heading, in order and at its depth', () => {
    const marks = bookmarks(pdf);
    expect(marks.slice(0, 6)).toEqual([
      { title: 'About this edition', depth: 0 },
      { title: 'Contents', depth: 0 },
      { title: '1 Why buy together', depth: 0 },
      { title: 'Start small, and start', depth: 1 },
      { title: 'What each household does', depth: 2 },
      { title: 'What it costs', depth: 1 },
    ]);
    expect(marks).toHaveLength(2 + 6 * 4 + 3);
  });

  it('[PB10] embeds every font, and only those of our list', () => {
    const fonts = ask(pdf, 'pdffonts', 'FILE').trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(3);
    for (const font of fonts) {
      expect(font).toMatch(/^[A-Z]{6}\+(?:SourceSerif4|NotoSansMono|NotoEmoji|Amiri)/);
      expect(font).toMatch(/\byes yes yes\b/);
    }
  });

  it('[PB7] says of itself that it keeps PDF/UA-1, with title, authors and language', () => {
    expect(ask(pdf, 'pdfinfo', '-meta', 'FILE')).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const told = ask(pdf, 'pdfinfo', 'FILE');
    expect(told).toMatch(/Title:\s+Starting a food co-operative · Ghent/);
    expect(told).toMatch(/Author:\s+An Editor, Another Writer, A Steward/);
    expect(told).toMatch(/Tagged:\s+yes/);
    const structure = ask(pdf, 'pdfinfo', '-struct', 'FILE');
    for (const tag of [
      'H1',
      'H2',
      'H3',
      'L ',
      'Table',
      'TH',
      'Figure',
      'Note',
      'BlockQuote',
      'TOC',
    ])
      expect(structure, tag).toContain(tag);
    expect(ask(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors');
  });

  it('[PB3] prints facts in the text and among the local facts, and marks what is missing', () => {
    const text = pages(pdf).join('\n').replace(/\s+/g, ' ');
    expect(text).toContain('the usual legal form is Coöperatieve vennootschap (CV), which needs');
    expect(text).toContain('costs [Cost of starting] to set up');
    expect(text).toContain('[not filled in yet]');
    expect(text).toContain('check again by 1 March 2027');
  });

  it.each([
    ['an entry and a paragraph', [h(1, HEADING), bullets('First.'), p('Second.')]],
    ['entries', [h(1, HEADING), bullets('First.', 'Second.', 'Third.')]],
    ['entries, where it takes two lines', [h(1, LONG_HEADING), bullets('First.', 'Second.')]],
    ['entries, with a footnote at it', [noted(1, HEADING, 'Why.'), bullets('First.', 'Second.')]],
    ['paragraphs', [h(2, HEADING), p('First.'), p('Second.')]],
  ])('[PB20] parts no heading from %s at the foot of a page', async (_, part) => {
    const footOf = (words: string, all: readonly string[]) =>
      all.findLastIndex((page) => page.includes(words));
    const parted: number[] = [];
    const turned = new Set<number>();
    for (let lines = 22; lines < 34; lines++) {
      const above = Array.from({ length: lines }, () => p('A line.'));
      const { pdf } = await set(oneChapter(...above, ...part));
      const all = pages(pdf);
      turned.add(footOf(HEADING, all));
      if (footOf(HEADING, all) !== footOf('Second.', all)) parted.push(lines);
    }
    expect(parted).toEqual([]);
    // It stood on the first page, and then on the next.
    expect(turned.size).toBe(2);
  });

  it('[PB12] repeats the heads of a table that goes on over pages', () => {
    const withHead = pages(pdf).filter((page) => page.includes('Later, each'));
    expect(withHead.length).toBe(7);
  });

  it('prints running heads with the city and the chapter, but not where a chapter opens', () => {
    const all = pages(pdf);
    expect(all[4]?.trimStart()).toMatch(/^Ghent\s+Why buy together/);
    expect(all[3]?.trimStart()).toMatch(/^Chapter 1/);
  });

  it('[PB1] gives the same bytes for the same book, also in a fresh process', async () => {
    const other = createTypstEngine();
    try {
      const source = sourceOf(richBook(6), { pictures: PICTURES });
      const book = printBook(source);
      const pictures = [{ path: '/images/crates.jpg', bytes: picture }];
      const files = [...bookFiles(book, 'ghent'), ...pictures];
      const again = await other.typeset(files, 1_790_000_000);
      expect(Buffer.from(again.pdf).equals(Buffer.from(pdf))).toBe(true);
    } finally {
      await other.close();
    }
  }, 60_000);
});

describe('footnotes', () => {
  it('[PB21] stand at what they are about, numbered in the order of the text', async () => {
    const { pdf, inaccessible } = await set(
      oneChapter(
        noted(1, 'One', 'Of the title.'),
        noted(1, 'Prices', 'Of March 2026.'),
        bullets('Flour.'),
        p(footnote(say('Alone.'))),
        h(1, 'History'),
        p('Rochdale was founded in 1844.'),
        p('It had members.', footnote(say('Twenty-eight.'))),
        noted(6, 'Small', 'Of the small heading.'),
      ),
    );
    expect(inaccessible).toBeNull();
    const [, , contents = '', chapter = ''] = pages(pdf);
    const lines = chapter.split('\n').map((line) => line.trim());
    expect(lines).toEqual(expect.arrayContaining(['One1', 'Prices2', '3', '• Flour.', 'History']));
    expect(lines).toEqual(expect.arrayContaining(['Rochdale was founded in 1844.', 'Small5']));
    expect(chapter).toMatch(
      /1 ?Of the title\.\s+2 ?Of March 2026\.\s+3 ?Alone\.\s+4 ?Twenty-eight\./,
    );
    // What repeats a heading has its words alone.
    expect(contents).toMatch(/One\s+4\s+Prices[ .]+4\s+History[ .]+4/);
    expect(bookmarks(pdf).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['1 One', 'Prices', 'History', 'Small']),
    );
  });

  it('[PB21] are no part of a running head', async () => {
    const { pdf } = await set(
      oneChapter(
        noted(1, 'One', 'Of the title.'),
        ...Array.from({ length: 40 }, () => p('A line.')),
      ),
    );
    const next = pages(pdf)[4] ?? '';
    expect(next.trimStart()).toMatch(/^Ghent\s+One\n/);
    expect(next).not.toContain('Of the title.');
  });

  it.each([
    ['a footnote', footnote(say('Of the head.')), /1 ?Of the head\..*2 ?Of a row\./s],
    ['a link', link('a link', 'https://example.org'), /1 ?Of a row\./],
  ])(
    '[PB21] [PB12] stand once where a table with %s in its head goes on',
    async (_, once, notes) => {
      const row = (type: string, ...content: Loose[]) => ({
        type: 'tableRow',
        content: [{ type, content: [p(...content)] }],
      });
      const lines = Array.from({ length: 50 }, () => row('tableCell', say('A row.')));
      const content = [
        row('tableHeader', say('Head'), once),
        ...lines,
        row('tableCell', say('The last'), footnote(say('Of a row.'))),
      ];
      const { pdf, inaccessible } = await set(oneChapter({ type: 'table', content }));
      expect(inaccessible).toBeNull();
      expect(pages(pdf).filter((page) => page.includes('Head'))).toHaveLength(1);
      expect(pages(pdf).slice(3).join(' ')).toMatch(notes);
    },
  );
});

describe('hostile text', () => {
  const TYPST =
    '#read("/etc/passwd") $x$ *b* _i_ <label> @ref \\ `raw` #import "@preview/x:1.0.0": y';

  it('[PB5] prints markup of the typesetter as the words that they are', async () => {
    const source = oneChapter(h(1, TYPST), p(TYPST), bullets(TYPST));
    const { pdf, inaccessible } = await set(source);
    expect(inaccessible).toBeNull();
    const text = pages(pdf).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain('#read("/etc/passwd") $x$ *b* _i_ <label> @ref \\ `raw` #import');
    expect(text).not.toContain('root:');
  });

  it('[PB5] takes no markup from a title, a city, a summary, a fact or a name', async () => {
    const base = sourceOf([{ slug: 'one', title: TYPST, doc: doc(p('Text.')) }]);
    const { handbook, edition, facts } = base.manifest;
    const manifest = {
      ...base.manifest,
      handbook: { ...handbook, title: TYPST, summary: TYPST },
      edition: { ...edition, title: TYPST, summary: TYPST, city: TYPST },
      facts: facts.map((fact) => ({ ...fact, label: TYPST, value: TYPST, source: TYPST })),
      credits: { edition: [TYPST], core: [TYPST] },
      named: { edition: [{ name: TYPST, role: 'story' as const }], core: [] },
      omitted: [{ slug: 'x', title: TYPST }],
    };
    const { inaccessible, pdf } = await set({ ...base, manifest });
    expect(inaccessible).toBeNull();
    expect(pages(pdf).join(' ')).not.toContain('root:');
  });

  it('[PB6] carries no address but http, https, mailto and tel', async () => {
    const base = oneChapter(
      p(
        link('web', 'https://example.org/a(b)'),
        link('mail', 'mailto:someone@example.org'),
        link('call', 'tel:+32123456'),
        link('other chapter', 'chapter:nowhere#x'),
      ),
    );
    // Past the schema, as a fault elsewhere would let it come.
    const raw = JSON.stringify([...base.texts]).replace(
      'https://example.org/a(b)',
      'javascript:alert(1)',
    );
    const texts: BookSource['texts'] = new Map(JSON.parse(raw));
    const { pdf } = await set({ ...base, texts });
    const found = addresses(pdf);
    expect(found).toContain('mailto:someone@example.org');
    expect(found).toContain('tel:+32123456');
    expect(found.filter((url) => !/^(?:https?|mailto|tel):/.test(url))).toEqual([]);
    expect(pages(pdf).join(' ')).toContain('web');
  });

  it('[PB9] prints lone surrogates, control characters, unknown letters and rare signs', async () => {
    const source = oneChapter(p('a\ud800b\u0000c\uffff', ' ꙮ Ⴀ 🧿👩🏽‍🌾 1️⃣ ⁦x⁩ ￼'), p('שלום'));
    const { inaccessible } = await set(source);
    expect(inaccessible).toBeNull();
  });

  it('[PB9] breaks words that have no end', async () => {
    const word = 'w'.repeat(5000);
    const { pdf } = await set(oneChapter(p(word), h(1, word.slice(0, 300)), p(say(word, 'code'))));
    const text = pages(pdf).join('').replace(/[^w]/g, '');
    expect(text.length).toBeGreaterThan(10_300);
  });

  it('[PB9] prints nesting as deep as a chapter may hold it', async () => {
    let nested: Loose = p('the innermost words');
    for (let depth = 0; depth < 30; depth++) nested = depth % 2 ? quote(nested) : bullets([nested]);
    const { pdf } = await set(oneChapter(nested));
    expect(
      pages(pdf)
        .join(' ')
        .replace(/[\s\u00ad]+/g, ''),
    ).toContain('theinnermostwords');
  });
});
