import { type Editor, getMarkRange } from '@tiptap/core';

/** The link that the cursor or the selection is in, and whether there are words to make one of. */
export function linkAtCursor(editor: Editor): {
  readonly href: string;
  readonly hasWords: boolean;
} {
  const href: unknown = editor.getAttributes('link').href;
  const address = typeof href === 'string' ? href : '';
  return { href: address, hasWords: address !== '' || !editor.state.selection.empty };
}

/**
 * Makes a link of the selection, changes the whole link at the cursor, or puts in `words` as a new
 * one; the cursor goes behind it, so that what is typed next is not part of the link.
 */
export function setLink(editor: Editor, href: string, words: string | null): void {
  const chain = editor.chain().focus();
  // Words that were selected meanwhile are never written over.
  if (words !== null && editor.state.selection.empty)
    chain
      .insertContent({ type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] })
      .unsetMark('link')
      .run();
  else {
    chain.extendMarkRange('link').setLink({ href }).run();
    editor.chain().setTextSelection(editor.state.selection.to).unsetMark('link').run();
  }
}

/** Takes the link at the cursor away and leaves its words. */
export function removeLink(editor: Editor): void {
  const type = editor.schema.marks.link;
  const range = type && getMarkRange(editor.state.selection.$from, type);
  const chain = editor.chain().focus();
  if (range && editor.state.selection.empty) chain.setTextSelection(range);
  chain.unsetLink().run();
}
