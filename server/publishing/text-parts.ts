import type { BlockJson, DocJson, InlineJson } from '#shared/content/content.ts';

/** A block and every block inside it, in the order of reading. */
function* blocksIn(block: BlockJson): Generator<BlockJson> {
  yield block;
  switch (block.type) {
    case 'blockquote':
    case 'callout':
      for (const inner of block.content) yield* blocksIn(inner);
      return;
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      for (const entry of block.content) for (const inner of entry.content) yield* blocksIn(inner);
      return;
    case 'table':
      for (const row of block.content)
        for (const cell of row.content) for (const inner of cell.content) yield* blocksIn(inner);
      return;
    default:
      return;
  }
}

/** The words and marks of a block itself, its footnotes' included. */
function inlineOf(block: BlockJson): readonly InlineJson[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'image':
    case 'codeBlock':
      return block.content.flatMap((inline: InlineJson) =>
        inline.type === 'footnote' ? [inline, ...inline.content] : [inline],
      );
    default:
      return [];
  }
}

/** Every address that a chapter's links name, with the words of the link, in order. */
export function linksOf(doc: DocJson): { readonly href: string; readonly text: string }[] {
  const links: { href: string; text: string }[] = [];
  for (const block of doc.content.flatMap((top) => [...blocksIn(top)]))
    for (const inline of inlineOf(block)) {
      if (inline.type !== 'text') continue;
      const link = inline.marks.find((mark) => mark.type === 'link');
      if (!link) continue;
      const last = links.at(-1);
      // A link whose words carry different marks is one link still.
      if (last && last.href === link.attrs.href) last.text += inline.text;
      else links.push({ href: link.attrs.href, text: inline.text });
    }
  return links;
}

/** The pictures that a chapter shows, as its text names them (`images/<sha256>.<ext>`). */
export function picturesOf(doc: DocJson): string[] {
  return doc.content
    .flatMap((top) => [...blocksIn(top)])
    .flatMap((block) => (block.type === 'image' && block.attrs.src ? [block.attrs.src] : []));
}
