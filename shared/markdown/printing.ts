import type { BlockJson, InlineJson, PhraseJson } from '../content/content.ts';

/** Which of its two signs a list is written with: two lists in a row must differ. */
export type ListSign = 'usual' | 'other';

/** What the blocks of one chapter share while they are printed, in the chapter's order. */
export interface Printing {
  /**
   * The content with each footnote's text replaced by its number: 1 for the first that is met. The
   * texts themselves follow at the chapter's end.
   */
  readonly numbered: (content: readonly InlineJson[]) => InlineJson[];
  /** One block, read back and found to say the same. */
  readonly block: (json: BlockJson, sign: ListSign) => string;
  readonly footnotes: readonly (readonly PhraseJson[])[];
}

/** `printBlock` is given because blocks hold blocks: lists and tables print theirs through it. */
export function newPrinting(
  printBlock: (json: BlockJson, sign: ListSign, printing: Printing) => string,
): Printing {
  const footnotes: (readonly PhraseJson[])[] = [];
  const printing: Printing = {
    footnotes,
    block: (json, sign) => printBlock(json, sign, printing),
    numbered: (content) =>
      content.map((json) => {
        if (json.type !== 'footnote') return json;
        const text = String(footnotes.push(json.content));
        return { type: 'footnote', content: [{ type: 'text', text, marks: [] }] };
      }),
  };
  return printing;
}

/** Blocks one after another, an empty line between them. A bullet list at once gets the first sign. */
export function printBlocks(
  blocks: readonly BlockJson[],
  printing: Printing,
  first: ListSign = 'usual',
): string {
  let sign: ListSign = blocks[0] !== undefined && isBulleted(blocks[0]) ? first : 'usual';
  return blocks
    .map((json, at) => {
      const previous = blocks[at - 1];
      if (previous !== undefined) {
        sign = sign === 'usual' && wouldJoin(previous, json) ? 'other' : 'usual';
      }
      return printing.block(json, sign);
    })
    .join('\n\n');
}

function isBulleted(json: BlockJson): boolean {
  return json.type === 'bulletList' || json.type === 'taskList';
}

function wouldJoin(one: BlockJson, other: BlockJson): boolean {
  if (one.type === 'orderedList') return other.type === 'orderedList';
  return isBulleted(one) && isBulleted(other);
}

/** Every line behind a prefix; empty lines get none of its trailing spaces. */
export function indented(printed: string, first: string, rest: string): string {
  return printed
    .split('\n')
    .map((line, at) => {
      const prefix = at === 0 ? first : rest;
      return line === '' ? prefix.trimEnd() : prefix + line;
    })
    .join('\n');
}
