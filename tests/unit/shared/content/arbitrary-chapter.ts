/** Chapters for property tests: every kind of block, with ids, as `sanitize` gives them. */
import fc from 'fast-check';
import type { Block, BlockJson, DocJson } from '#shared/content/content.ts';
import { blocksOf, sanitize, withIds } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';

const word = fc.constantFrom(
  'food',
  'co-op',
  'a',
  'the',
  '1',
  'café',
  '吃',
  '👩🏽‍🌾',
  ',',
  '(x)',
  'naïve',
);
const spaced = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => `${list.join(' ')} `);
const mark = fc.oneof(
  fc.constantFrom({ type: 'bold' }, { type: 'italic' }, { type: 'strike' }, { type: 'code' }),
  fc.constantFrom('https://a.eu', '#there').map((href) => ({ type: 'link', attrs: { href } })),
);
const text = fc.record({
  type: fc.constant('text'),
  text: spaced,
  marks: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(mark, { maxLength: 2 }) },
  ),
});
const phrase = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('city', 'law').map((name) => ({ type: 'fact', attrs: { name } })),
  },
);
const footnote = fc
  .array(phrase, { maxLength: 3 })
  .map((content) => ({ type: 'footnote', content }));
/** Raw inline content of a line. */
const anyLine = fc.array(
  fc.oneof({ weight: 7, arbitrary: phrase }, { weight: 1, arbitrary: footnote }),
  { maxLength: 5 },
);

const { anyBlock } = fc.letrec<{ anyBlock: unknown; nested: unknown[]; entry: unknown }>((tie) => ({
  nested: fc.array(tie('anyBlock'), { maxLength: 2 }),
  entry: fc.record({
    type: fc.constant('listItem'),
    attrs: fc.record({ checked: fc.boolean() }),
    content: tie('nested'),
  }),
  anyBlock: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constant('paragraph'), content: anyLine }),
    fc.record({
      type: fc.constant('heading'),
      attrs: fc.record({ level: fc.integer({ min: 1, max: 6 }) }),
      content: anyLine,
    }),
    fc.record({
      type: fc.constant('codeBlock'),
      attrs: fc.record({ language: fc.constantFrom(null, 'js') }),
      content: fc.array(text, { maxLength: 1 }),
    }),
    fc.record({
      type: fc.constant('image'),
      attrs: fc.record({
        src: fc.constantFrom(null, `images/${'b'.repeat(64)}.png`),
        alt: fc.constantFrom('', 'a field'),
        width: fc.constantFrom(null, 50),
        decorative: fc.boolean(),
      }),
      content: anyLine,
    }),
    fc.constant({ type: 'horizontalRule' }),
    fc.record({
      type: fc.constantFrom('bulletList', 'orderedList', 'taskList'),
      attrs: fc.record({ start: fc.constantFrom(1, 4) }),
      content: fc.array(tie('entry'), { maxLength: 4 }),
    }),
    fc.record({ type: fc.constant('blockquote'), content: tie('nested') }),
    fc.record({
      type: fc.constant('callout'),
      attrs: fc.record({ kind: fc.constantFrom('note', 'adapt') }),
      content: tie('nested'),
    }),
    fc.record({
      type: fc.constant('table'),
      content: fc.array(
        fc.record({
          type: fc.constant('tableRow'),
          content: fc.array(
            fc.record({
              type: fc.constantFrom('tableCell', 'tableHeader'),
              attrs: fc.record({ align: fc.constantFrom(null, 'right') }),
              content: tie('nested'),
            }),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 3 },
      ),
    }),
  ),
}));

/** Ids in order: `b1`, `b2`, … */
export function countedIds(prefix = 'b'): () => BlockId {
  let count = 0;
  return () => `${prefix}${++count}` as BlockId;
}

/** A chapter without ids. */
export const anyChapter: fc.Arbitrary<DocJson> = fc
  .array(anyBlock, { maxLength: 6 })
  .map((content) => sanitize({ type: 'doc', content }));

/** One step of an edit, as numbers that are taken modulo what is there. */
const anyStep = fc.record({
  kind: fc.constantFrom('replace', 'graft', 'move', 'remove', 'insert', 'swap'),
  at: fc.nat(),
  to: fc.nat(),
});

/** Two states of a chapter, the later made of the earlier by moving, removing, adding and rewriting. */
export const anyEdit: fc.Arbitrary<{ before: Block[]; after: Block[] }> = fc
  .record({ chapter: anyChapter, other: anyChapter, steps: fc.array(anyStep, { maxLength: 6 }) })
  .map(({ chapter, other, steps }) => {
    const before = blocksOf(withIds(chapter, countedIds()));
    const fresh = blocksOf(withIds(other, countedIds('n')));
    const after = [...before];
    for (const { kind, at, to } of steps) {
      const from = after.length === 0 ? 0 : at % after.length;
      const source = fresh.length === 0 ? undefined : fresh[to % fresh.length];
      const [target] = after.slice(from, from + 1);
      if (kind === 'remove') after.splice(from, 1);
      if (kind === 'move') after.splice(to % (after.length || 1), 0, ...after.splice(from, 1));
      if (kind === 'insert' && source && !after.includes(source)) after.splice(from, 0, source);
      if (kind === 'replace' && source && target) {
        const json = {
          ...source.json,
          attrs: { ...source.json.attrs, id: target.id },
        } as BlockJson;
        after[from] = { id: target.id, json };
      }
      if (kind === 'graft' && source && target) {
        after[from] = { id: target.id, json: grafted(target.json, source.json) };
      }
      if (kind === 'swap' && target) after[from] = { id: target.id, json: swapped(target.json) };
    }
    return { before, after: unique(after) };
  });

/** The first block with half of the other's content put in, where both hold the same kind. */
function grafted(json: BlockJson, other: BlockJson): BlockJson {
  if (!('content' in json) || !('content' in other)) return json;
  const half = [
    ...json.content.slice(0, 1),
    ...other.content.slice(0, 2),
    ...json.content.slice(1),
  ];
  return sanitize({ content: [{ ...json, content: half }] }).content[0] ?? json;
}

/** The block with its content in another order. */
function swapped(json: BlockJson): BlockJson {
  if (!('content' in json)) return json;
  return (
    sanitize({ content: [{ ...json, content: [...json.content].reverse() }] }).content[0] ?? json
  );
}

/** The same blocks with no id twice, as every stored chapter is. */
function unique(blocks: readonly Block[]): Block[] {
  const fresh = countedIds('u');
  const doc = { type: 'doc', content: blocks.map(({ json }) => json) } as const;
  return blocksOf(withIds(doc, fresh));
}
