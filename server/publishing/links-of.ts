import type { BlockJson, DocJson, InlineJson } from '#shared/content/content.ts';

/** The words and marks of a block and everything in it. */
function* inlineOf(block: BlockJson): Generator<InlineJson> {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'image':
    case 'codeBlock':
      for (const inline of block.content) {
        yield inline;
        if (inline.type === 'footnote') yield* inline.content;
      }
      return;
    case 'blockquote':
    case 'callout':
      for (const inner of block.content) yield* inlineOf(inner);
      return;
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      for (const entry of block.content) for (const inner of entry.content) yield* inlineOf(inner);
      return;
    case 'table':
      for (const row of block.content)
        for (const cell of row.content) for (const inner of cell.content) yield* inlineOf(inner);
      return;
    case 'horizontalRule':
      return;
  }
}

/** Every address that a chapter's links name, with the words of the link, in order. */
export function linksOf(doc: DocJson): { readonly href: string; readonly text: string }[] {
  const links: { href: string; text: string }[] = [];
  for (const block of doc.content)
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
