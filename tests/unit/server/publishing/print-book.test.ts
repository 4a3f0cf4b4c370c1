import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingLevels } from '#server/publishing/heading-levels.ts';
import { printBook } from '#server/publishing/print-book.ts';
import type { PrintBlock } from '#server/publishing/print-types.ts';
import { tableGrid } from '#server/publishing/table-grid.ts';
import type { TableRowJson } from '#shared/content/content.ts';
import {
  bullets,
  callout,
  doc,
  fact,
  footnote,
  h,
  image,
  type Loose,
  link,
  PICTURE,
  p,
  quote,
  say,
  sourceOf,
} from './sample-book.ts';

const PICTURES = new Map([
  [PICTURE, { path: '/images/a.jpg', width: 1200, height: 800, name: 'crates.jpg' }],
]);

function print(...content: Loose[]) {
  const chapter = { slug: 'one', title: 'One', doc: doc(...content) };
  const book = printBook(sourceOf([chapter], { pictures: PICTURES }));
  const keys = book.report.map(({ key }) => key);
  const { blocks = [], titleNotes = [] } = book.chapters[0] ?? {};
  return { blocks, titleNotes, report: book.report, keys };
}

const headings = (blocks: readonly PrintBlock[]) =>
  blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []));

describe('headings', () => {
  it('[PB8] never jump, whatever levels were written', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 })), (written) => {
        const levelOf = headingLevels();
        let before = 1;
        for (const level of written.map(levelOf)) {
          expect(level).toBeGreaterThan(1);
          expect(level).toBeLessThanOrEqual(Math.min(6, before + 1));
          before = level;
        }
      }),
    );
  });

  it('[PB8] stand below the chapter’s title, with a note when they had jumped', () => {
    const { blocks, keys } = print(h(1, 'A'), h(3, 'B'), h(2, 'C'), h(1, 'D'));
    expect(headings(blocks)).toEqual([2, 3, 3, 2]);
    expect(keys).toContain('headings-renumbered');
  });

  it('[PB8] that are empty go, with a note', () => {
    const { blocks, keys } = print(h(1, ' '), h(1, 'A'));
    expect(headings(blocks)).toEqual([2]);
    expect(keys).toContain('headings-empty');
  });

  it('[PB8] inside callouts and lists are shown but do not count', () => {
    const { blocks } = print(callout('tip', h(2, 'Inside')), bullets([h(1, 'There')]));
    expect(headings(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('"kind":"lead"');
  });

  it('leave out a first heading that repeats the title', () => {
    expect(headings(print(h(1, 'one'), p('Text.')).blocks)).toEqual([]);
  });

  it('[PB3] are one line, however many a fact in them has', () => {
    const source = sourceOf([
      {
        ...{ slug: 'one', title: 'One' },
        doc: doc(h(1, fact('legal_form')), quote(h(2, fact('legal_form')), p(fact('legal_form')))),
      },
    ]);
    const facts = source.manifest.facts.map((one) => ({ ...one, value: 'Old Mill\r\n  Ghent' }));
    const book = printBook({ ...source, manifest: { ...source.manifest, facts } });
    const line = [{ kind: 'text', text: 'Old Mill Ghent' }];
    expect(book.chapters[0]?.blocks).toEqual([
      { kind: 'heading', level: 2, content: line },
      {
        kind: 'quote',
        content: [
          { kind: 'lead', content: line },
          { kind: 'paragraph', content: [{ kind: 'text', text: expect.stringContaining('\n') }] },
        ],
      },
    ]);
  });

  it('[PB21] keep their footnotes where they were written, also when the title says the rest', () => {
    const noted = (words: string) => ({
      type: 'heading',
      attrs: { level: 1 },
      content: [say(words), footnote(say('Why.'))],
    });
    const why = { kind: 'note', content: [{ kind: 'text', text: 'Why.' }] };
    const { blocks, titleNotes } = print(noted('One'), p('Text.'), noted('A'), p('More.'));
    expect(titleNotes).toEqual([why]);
    expect(blocks).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: 'Text.' }] },
      { kind: 'heading', level: 2, content: [{ kind: 'text', text: 'A' }, why] },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'More.' }] },
    ]);
  });
});

describe('footnotes', () => {
  it('[PB21] that stand alone stay there', () => {
    const alone = p(footnote(say('Alone.')));
    const { blocks } = print(alone, bullets('Entry.'), p('Text.'), h(1, footnote(say('Empty.'))));
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'list', 'paragraph', 'paragraph']);
    expect(JSON.stringify([blocks[0], blocks[3]])).toMatch(/Alone.*Empty/);
    expect(JSON.stringify(blocks[2])).not.toContain('"note"');
  });
});

describe('words', () => {
  it('[PB3] of a fact are its value, or a gap with its label', () => {
    const { blocks, report } = print(p(fact('minimum_members'), fact('start_up_cost')));
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        content: [
          { kind: 'text', text: '3' },
          { kind: 'gap', label: 'Cost of starting' },
        ],
      },
    ]);
    expect(report).toContainEqual({
      key: 'facts-missing',
      values: { count: 1, labels: 'Cost of starting' },
    });
  });

  it('[PB3] of a fact that the handbook does not ask for are a gap, and noted', () => {
    expect(print(p(fact('nobody_asks'))).keys).toContain('fact-unknown');
  });

  it('[PB9] that no font can print stand as their number, and are noted', () => {
    const { blocks, report } = print(p('Ⴀ and 한'));
    expect(JSON.stringify(blocks)).toContain('[U+10A0] and [U+D55C]');
    expect(report).toContainEqual({
      key: 'characters-replaced',
      values: { count: 2, chapter: 'One', characters: 'Ⴀ (U+10A0) 한 (U+D55C)' },
    });
  });

  it('[PB9] are named in the report as far as one reads, and then that there are more', () => {
    const letters = Array.from({ length: 30 }, (_, index) => String.fromCodePoint(0x4e00 + index));
    const line = print(p(letters.join(''))).report.find(({ key }) => key === 'characters-replaced');
    expect(line?.values.count).toBe(30);
    expect(line?.values.characters).toMatch(/^一 \(U\+4E00\)(?: . \(U\+\w{4}\)){11} …$/);
  });

  // One word of a script, and what a book’s report says of its letters.
  const scripts = [
    ['Hebrew', 'שלום', ['ש (U+05E9)', 'ל (U+05DC)', 'ו (U+05D5)', 'ם (U+05DD)']],
    ['Arabic', 'سلام', []],
    ['Chinese', '合作社', ['合 (U+5408)', '作 (U+4F5C)', '社 (U+793E)']],
    ['Japanese', 'パン', ['パ (U+30D1)', 'ン (U+30F3)']],
    ['Chinese beyond the first plane', '𠮷', ['𠮷 (U+20BB7)']],
    ['Devanagari', 'रोटी', ['र (U+0930)', 'ो (U+094B)', 'ट (U+091F)', 'ी (U+0940)']],
    ['emoji', '🥖👩🏽‍🌾1️⃣', []],
  ] as const;

  it.each(scripts)('[PB9] in %s are printed, or the report names each', (_, word, named) => {
    const { blocks, report } = print(p(word));
    const said = report.find(({ key }) => key === 'characters-replaced')?.values.characters ?? '';
    expect(said).toBe(named.join(' '));
    if (named.length === 0) expect(JSON.stringify(blocks)).toContain(word);
    else expect(JSON.stringify(blocks)).not.toContain(word);
  });

  it('[PB9] in Latin, Greek and Cyrillic need no substitute in any style', () => {
    const all = 'Žluťoučký kůň Łódź ğüşi Țară · Ξεσκεπάζω ψυχοφθόρα · Съешь ещё, їжак ґанок';
    expect(print(p(say(all, 'bold', 'italic'))).keys).not.toContain('characters-replaced');
  });

  it('[PB6] keep their link only where the book has the place', () => {
    const { blocks, keys } = print(
      h(1, 'A', 'here'),
      p(link('in', '#here'), link('out', '#gone'), link('away', 'chapter:other')),
    );
    expect(blocks[0]).toMatchObject({ place: 'block one here' });
    expect(blocks[1]).toMatchObject({
      content: [
        { text: 'in', place: 'block one here' },
        { kind: 'text', text: 'out' },
        { kind: 'text', text: 'away' },
      ],
    });
    expect(keys).toContain('links-dropped');
  });
});

describe('pictures', () => {
  it('[PB11] are described by their caption, then their name, when nobody did, with a note', () => {
    const { blocks, keys } = print(
      image(PICTURE, { alt: '' }, 'The table'),
      image(PICTURE, { alt: '' }),
      image(PICTURE, { alt: '', decorative: true }),
    );
    expect(blocks).toMatchObject([{ alt: 'The table' }, { alt: 'crates.jpg' }, { alt: null }]);
    expect(keys).toContain('alt-missing');
  });

  it('[PB11] that the handbook does not have leave their caption and a note', () => {
    const missing = `images/${'b'.repeat(64)}.png`;
    const { blocks, keys } = print(image(missing, { alt: 'x' }, 'What it showed'));
    expect(blocks).toMatchObject([{ kind: 'paragraph', content: [{ text: 'What it showed' }] }]);
    expect(keys).toContain('picture-missing');
  });

  it('[PB11] are never wider than the text nor taller than the page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 9000 }), (w, ht) => {
        const pictures = new Map([
          [PICTURE, { path: '/images/a.jpg', width: w, height: ht, name: 'a' }],
        ]);
        const chapter = { slug: 'one', title: 'One', doc: doc(image(PICTURE, { alt: 'a' })) };
        const [block] = printBook(sourceOf([chapter], { pictures })).chapters[0]?.blocks ?? [];
        if (block?.kind !== 'picture') throw new Error('The picture is not printed.');
        expect(block.width).toBeLessThanOrEqual(126);
        expect((block.width * ht) / w).toBeLessThanOrEqual(171);
      }),
    );
  });
});

describe('tables', () => {
  it('[PB12] put their cells on a grid without overlap, whatever spans they ask for', () => {
    const cell = fc.record({
      colspan: fc.integer({ min: 1, max: 50 }),
      rowspan: fc.integer({ min: 1, max: 200 }),
      isHeader: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 }), (rows) => {
        const json = rows.map(
          (cells): TableRowJson => ({
            type: 'tableRow',
            attrs: { id: null },
            content: cells.map(({ isHeader, colspan, rowspan }) => ({
              type: isHeader ? 'tableHeader' : 'tableCell',
              attrs: { colspan, rowspan, align: null },
              content: [],
            })),
          }),
        );
        const grid = tableGrid(json);
        const taken = new Set<string>();
        for (const { x, y, colspan, rowspan } of grid.cells) {
          expect(x + colspan).toBeLessThanOrEqual(grid.width);
          expect(y + rowspan).toBeLessThanOrEqual(grid.height);
          if (y < grid.headRows) expect(y + rowspan).toBeLessThanOrEqual(grid.headRows);
          for (let right = x; right < x + colspan; right++)
            for (let down = y; down < y + rowspan; down++) {
              expect(taken.has(`${right},${down}`)).toBe(false);
              taken.add(`${right},${down}`);
            }
        }
      }),
    );
  });
});
