/** Chapters of a set size for benchmarks: the same words each time, so that runs can be compared. */
import type { Block, BlockJson } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';

const WORDS = (
  'the members share what they buy and what they know so that a small shop can keep its prices plain its ' +
  'shelves full and its doors open to everyone who lives close by and wants to eat well without harming ' +
  'those who grow what is eaten'
).split(' ');

/** A sentence of `length` words, another for each `seed`. */
export function sentence(seed: number, length: number): string {
  const words = Array.from(
    { length },
    (_, at) => WORDS[(seed * 7 + at * (1 + (seed % 5))) % WORDS.length],
  );
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** `count` blocks: a heading every tenth, else paragraphs of 20 to 60 words. */
export function sampleBlocks(count: number): Block[] {
  return Array.from({ length: count }, (_, at) => {
    const id = `b${`${at}`.padStart(9, '0')}` as BlockId;
    return { id, json: at % 10 === 0 ? heading(id, at) : paragraph(id, at) };
  });
}

function heading(id: BlockId, at: number): BlockJson {
  return {
    type: 'heading',
    attrs: { id, level: 2 },
    content: [{ type: 'text', text: sentence(at, 4), marks: [] }],
  };
}

function paragraph(id: BlockId, at: number): BlockJson {
  return {
    type: 'paragraph',
    attrs: { id },
    content: [{ type: 'text', text: sentence(at, 20 + ((at * 13) % 41)), marks: [] }],
  };
}
