/**
 * Chapters as people and programs make them, from a seed: hostile text that looks like Markdown, marks
 * that touch words and hold edge spaces, every kind of block in every other, many scripts.
 */
import fc from 'fast-check';
import type { DocJson } from '#shared/content/content.ts';
import { ALIGNMENTS, CALLOUT_KINDS, sanitize } from '#shared/content/content.ts';

/** Texts that a printer is most likely to get wrong. */
const TRAPS = [
  '*',
  '**',
  '_',
  '__',
  '~',
  '~~',
  '`',
  '``',
  '```',
  '~~~',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '&',
  '!',
  '#',
  '##',
  '# ',
  '- ',
  '+ ',
  '* ',
  '1. ',
  '1) ',
  '0.',
  '-',
  '---',
  '___',
  '===',
  '|',
  '||',
  '\\',
  '\\\\',
  '{{',
  '}}',
  '{{x}}',
  '{{legal_form}}',
  '[^1]',
  '[^1]: ',
  '[^',
  ':::',
  '::: note',
  '[!NOTE]',
  '[!TIP]',
  '[ ] ',
  '[x] ',
  '[a](b)',
  '![a](b)',
  '![',
  '](',
  '<br>',
  '<b>',
  '</b>',
  '<p></p>',
  '<!-- -->',
  '<table>',
  '<tr>',
  '<td>',
  '</table>',
  '&amp;',
  '&#35;',
  '&ouml;',
  '&nbsp;',
  '<https://a.example>',
  'https://a.example/_b_',
  'a@b.example',
  '{width=50}',
  '{decorative}',
  '"',
  "'",
  ':',
  '$',
  '$$',
  '^',
  '=',
  '+',
  '-',
  '    ',
  '\t',
  '  ',
  ' ',
  '\u00a0',
  '\u2003',
  '\u3000',
  '\ufeff',
  '\u200b',
  '\u200f',
  '\u2028',
  '[foo]: /bar',
  '[foo]',
  '| a | b |',
  '| --- | --- |',
  ':-:',
  '<script>',
  'javascript:alert(1)',
] as const;

const WORDS = [
  'co-op',
  'bread',
  'Gent',
  'word',
  'a',
  'I',
  'x2',
  '3',
  '10',
  'Straße',
  'Ελλάδα',
  'Привет',
  'мир',
  'תעודה',
  'شكرا',
  'العربية',
  '合作',
  '日本語',
  '한국어',
  'ไทย',
  'éa',
  'e\u0301',
  '👩🏽‍🌾',
  '🧿',
  '𝒜',
  '…',
  '–',
  '“q”',
  'snake_case',
  "don't",
  '50%',
  '€5',
  'C++',
  'a.b',
  '#tag',
  '@me',
  'A&B',
  'x<y',
  'a>b',
  '2*3',
  'a|b',
  'C:\\dir',
] as const;

const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(' ', ' ', ' ', ', ', '. ') },
  { weight: 3, arbitrary: fc.constantFrom(...TRAPS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
);
const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));

const href = fc.constantFrom(
  'https://example.org/',
  'https://example.org/a_(b)?q=1&r=2#c',
  'https://example.org/a*b_c[d]|e\\f<g>"h\'',
  'http://bücher.example/ü%20ß',
  'mailto:a@b.example',
  'tel:+3225550100',
  'chapter:first-steps#abc',
  '#top',
);
const link = fc.record({
  type: fc.constant('link'),
  attrs: fc.record({ href, title: fc.option(text) }),
});
const marks = fc
  .tuple(fc.option(link, { freq: 4 }), fc.subarray(['bold', 'italic', 'strike', 'code']))
  .map(([one, others]) => [...(one ? [one] : []), ...others.map((type) => ({ type }))]);
const someMarks = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('bold', 'italic', 'strike', 'code').map((type) => [{ type }]),
  },
  { weight: 2, arbitrary: marks },
);

const textNode = fc.record({ type: fc.constant('text'), text, marks: someMarks });
const breakNode = fc.constant({ type: 'hardBreak' });
const factNode = fc
  .constantFrom('currency', 'legal_form', 'x')
  .map((name) => ({ type: 'fact', attrs: { name } }));
const phrase = fc.oneof(
  { weight: 8, arbitrary: textNode },
  { weight: 1, arbitrary: breakNode },
  { weight: 1, arbitrary: factNode },
);
const footnote = fc.record({
  type: fc.constant('footnote'),
  content: fc.array(phrase, { maxLength: 3 }),
});
const inline = fc.array(
  fc.oneof({ weight: 12, arbitrary: phrase }, { weight: 1, arbitrary: footnote }),
  {
    maxLength: 6,
  },
);

const paragraph = fc.record({ type: fc.constant('paragraph'), content: inline });
const heading = fc.record({
  type: fc.constant('heading'),
  attrs: fc.record({ level: fc.integer({ min: 1, max: 6 }) }),
  content: inline,
});
const codeBlock = fc.record({
  type: fc.constant('codeBlock'),
  attrs: fc.record({ language: fc.constantFrom(null, 'ts', 'c++', 'a&amp;b', 'x\\y', '{r}') }),
  content: fc
    .array(fc.oneof(piece, fc.constantFrom('\n', '\n\n', '\n    ', '</td>', '\n</td>\n', '\n> ')), {
      maxLength: 8,
    })
    .map((pieces) => [{ type: 'text', text: pieces.join('') || 'x' }]),
});
const image = fc.record({
  type: fc.constant('image'),
  attrs: fc.record({
    src: fc.option(fc.constantFrom('a', 'b', '0').map((digit) => `images/${digit.repeat(64)}.png`)),
    alt: fc.oneof(fc.constant(''), text),
    decorative: fc.boolean(),
    width: fc.option(fc.integer({ min: 10, max: 100 })),
  }),
  content: inline,
});
const rule = fc.constant({ type: 'horizontalRule' });
const leaf = fc.oneof(
  { weight: 8, arbitrary: paragraph },
  { weight: 2, arbitrary: heading },
  { weight: 1, arbitrary: codeBlock },
  { weight: 1, arbitrary: image },
  { weight: 1, arbitrary: rule },
);

const { block } = fc.letrec<{ block: unknown; blocks: unknown }>((tie) => {
  const few = fc.array(tie('block'), { maxLength: 3, depthIdentifier: 'block' });
  const listOf = (type: string, entry: fc.Arbitrary<unknown>, attrs = fc.constant({})) =>
    fc.record({
      type: fc.constant(type),
      attrs,
      content: fc.array(entry, { maxLength: 3, depthIdentifier: 'block' }),
    });
  const listItem = fc.record({ type: fc.constant('listItem'), content: few });
  const taskItem = fc.record({
    type: fc.constant('taskItem'),
    attrs: fc.record({ checked: fc.boolean() }),
    content: few,
  });
  const start = fc.oneof(
    fc.constantFrom(0, 1, 1, 2, 9, 999_999_999),
    fc.integer({ min: 0, max: 200 }),
  );
  const align = fc.option(fc.constantFrom(...ALIGNMENTS));
  const cell = fc.record({
    type: fc.constantFrom('tableCell', 'tableHeader'),
    attrs: fc.record({
      colspan: fc.integer({ min: 1, max: 3 }),
      rowspan: fc.integer({ min: 1, max: 3 }),
      align,
    }),
    content: few,
  });
  const row = fc.record({
    type: fc.constant('tableRow'),
    content: fc.array(cell, { maxLength: 3 }),
  });
  const anyTable = fc.record({
    type: fc.constant('table'),
    content: fc.array(row, { maxLength: 3 }),
  });
  return {
    blocks: few,
    block: fc.oneof(
      { depthSize: 'small', maxDepth: 5, depthIdentifier: 'block' },
      { weight: 9, arbitrary: leaf },
      { weight: 2, arbitrary: listOf('bulletList', listItem) },
      { weight: 2, arbitrary: listOf('orderedList', listItem, fc.record({ start })) },
      { weight: 2, arbitrary: listOf('taskList', taskItem) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('blockquote'), content: few }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('callout'),
          attrs: fc.record({ kind: fc.constantFrom(...CALLOUT_KINDS) }),
          content: few,
        }),
      },
      { weight: 1, arbitrary: pipeTable() },
      { weight: 1, arbitrary: anyTable },
    ),
  };
});

/** A table that fits GitHub's form. */
function pipeTable(): fc.Arbitrary<unknown> {
  const size = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));
  return size.chain(([width, height]) =>
    fc
      .tuple(
        fc.array(fc.option(fc.constantFrom(...ALIGNMENTS)), { minLength: width, maxLength: width }),
        fc.array(fc.array(inline, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
      )
      .map(([aligns, rows]) => ({
        type: 'table',
        content: rows.map((cells, at) => ({
          type: 'tableRow',
          content: cells.map((content, column) => ({
            type: at === 0 ? 'tableHeader' : 'tableCell',
            attrs: { align: aligns[column] },
            content: [{ type: 'paragraph', content }],
          })),
        })),
      })),
  );
}

/** A chapter as a reader of the live text gets it: through `sanitize`. */
export const chapters: fc.Arbitrary<DocJson> = fc
  .array(block, { maxLength: 6 })
  .map((content) => sanitize({ type: 'doc', content }));

/** Text files that were never a chapter: traps and words with line ends and indentation. */
export const markdownTexts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      piece,
      fc.constantFrom('\n', '\n\n', '\n> ', '\n- ', '\n  ', '\n    ', '\n1. ', '\n| '),
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''));
