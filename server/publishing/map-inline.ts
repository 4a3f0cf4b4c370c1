import type { BlockJson, InlineJson, PhraseJson } from '#shared/content/content.ts';

/** What stands in the place of a piece of that block; the piece itself when nothing changes. */
export type PhraseChange = (phrase: PhraseJson, block: BlockJson) => PhraseJson;

function changed(inline: InlineJson, block: BlockJson, change: PhraseChange): InlineJson {
  return inline.type === 'footnote'
    ? { ...inline, content: inline.content.map((phrase) => change(phrase, block)) }
    : change(inline, block);
}

/** The same block with every piece of its words put through a change, however deep. */
export function mapInline(block: BlockJson, change: PhraseChange): BlockJson {
  const blocks = (content: readonly BlockJson[]) =>
    content.map((inner) => mapInline(inner, change));
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'image':
      return { ...block, content: block.content.map((inline) => changed(inline, block, change)) };
    case 'blockquote':
    case 'callout':
      return { ...block, content: blocks(block.content) };
    case 'bulletList':
    case 'orderedList':
      return {
        ...block,
        content: block.content.map((entry) => ({ ...entry, content: blocks(entry.content) })),
      };
    case 'taskList':
      return {
        ...block,
        content: block.content.map((entry) => ({ ...entry, content: blocks(entry.content) })),
      };
    case 'table':
      return {
        ...block,
        content: block.content.map((row) => ({
          ...row,
          content: row.content.map((cell) => ({ ...cell, content: blocks(cell.content) })),
        })),
      };
    case 'codeBlock':
    case 'horizontalRule':
      return block;
  }
}
