import type { Node as ProseNode } from '@tiptap/pm/model';

/** The block that bears an id, and where its content starts. */
export function blockWith(
  doc: ProseNode,
  id: string,
): { readonly node: ProseNode; readonly start: number } | undefined {
  let found: { node: ProseNode; start: number } | undefined;
  doc.descendants((node, position) => {
    if (node.attrs.id === id) found = { node, start: position + 1 };
    return found === undefined;
  });
  return found;
}
