/** What the page's “add” menu puts into the text, each at the cursor, each in one step of undo. */
import type { Editor } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import type { CalloutKind } from '#shared/content/content.ts';

const NEW_TABLE = { rows: 3, columns: 3 } as const;

/** A table with a heading row and a paragraph in every cell; the cursor goes to its first cell. */
export function insertTable(editor: Editor): void {
  const cells = (type: 'tableHeader' | 'tableCell') =>
    Array.from({ length: NEW_TABLE.columns }, () => ({ type, content: [{ type: 'paragraph' }] }));
  const rows = Array.from({ length: NEW_TABLE.rows }, (_, row) => ({
    type: 'tableRow',
    content: cells(row === 0 ? 'tableHeader' : 'tableCell'),
  }));
  insertBlock(editor, editor.schema.nodeFromJSON({ type: 'table', content: rows }));
}

/** The picture, with an empty caption; the cursor goes to that. */
export function insertPicture(
  editor: Editor,
  picture: { readonly src: string; readonly alt: string; readonly decorative: boolean },
): void {
  insertBlock(editor, editor.schema.nodeFromJSON({ type: 'image', attrs: picture }));
}

/** In place of the empty paragraph at the cursor, else behind the block that the cursor is in. */
function insertBlock(editor: Editor, block: ProseNode): void {
  const { tr, selection } = editor.state;
  const { $to } = selection;
  const isAtEmpty = $to.parent.type.name === 'paragraph' && $to.parent.content.size === 0;
  const depth = blockDepth(editor);
  const position = depth === 0 ? $to.pos : isAtEmpty ? $to.before(depth) : $to.after(depth);
  if (depth > 0 && isAtEmpty) tr.delete(position, $to.after(depth));
  tr.insert(position, block);
  // Somewhere to write on: a table or a picture at the very end has nothing below it.
  const { paragraph } = editor.schema.nodes;
  if (paragraph && tr.doc.lastChild === block) tr.insert(tr.doc.content.size, paragraph.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(position + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

/** How deep the block stands beside which another block may stand: never inside a table or a footnote. */
function blockDepth(editor: Editor): number {
  const { $to } = editor.state.selection;
  for (let depth = 1; depth <= $to.depth; depth += 1) {
    const name = $to.node(depth).type.name;
    if (name === 'table' || $to.node(depth).isTextblock) return depth;
  }
  return $to.depth === 0 ? 0 : 1;
}

/** A footnote behind the cursor or the selected words, with the cursor in it. */
export function insertFootnote(editor: Editor, placeholder: string): void {
  const { tr, selection, schema } = editor.state;
  const footnote = schema.nodes.footnote;
  const { $to } = selection;
  if (!footnote || !$to.parent.isTextblock || !$to.parent.type.validContent(contentWith(editor)))
    return;
  tr.insert($to.pos, footnote.create(null, schema.text(placeholder)));
  const start = $to.pos + 1;
  tr.setSelection(TextSelection.create(tr.doc, start, start + placeholder.length));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

function contentWith(editor: Editor): ProseNode['content'] {
  const { footnote } = editor.schema.nodes;
  const { content } = editor.state.selection.$to.parent;
  return footnote ? content.addToEnd(footnote.create()) : content;
}

/** The city's value of a fact, at the cursor. */
export function insertFact(editor: Editor, name: string): void {
  editor.chain().focus().insertContent({ type: 'fact', attrs: { name } }).run();
}

/** Puts the selected blocks into a callout, changes the kind of the one around the cursor, or opens it. */
export function setCallout(editor: Editor, kind: CalloutKind | null): void {
  const chain = editor.chain().focus();
  if (kind === null) chain.lift('callout').run();
  else if (editor.isActive('callout')) chain.updateAttributes('callout', { kind }).run();
  else chain.wrapIn('callout', { kind }).run();
}
