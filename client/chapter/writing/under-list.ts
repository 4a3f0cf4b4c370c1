import { type Editor, Extension } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';

const LISTS = new Set(['bulletList', 'orderedList', 'taskList']);

/**
 * Backspace in an empty paragraph under a list removes the paragraph and goes to the list's end. The
 * list's own key takes it in as an empty item, which then stands in every file that is made.
 */
export const UnderList = Extension.create({
  name: 'underList',
  addKeyboardShortcuts() {
    return { Backspace: () => leaveParagraph(this.editor) };
  },
});

function leaveParagraph({ state, view }: Editor): boolean {
  const { empty, $from } = state.selection;
  const isEmptyBlock =
    empty &&
    $from.depth === 1 &&
    $from.parent.type.name === 'paragraph' &&
    $from.parent.childCount === 0;
  if (!isEmptyBlock) return false;
  const start = $from.before();
  const list = state.doc.resolve(start).nodeBefore;
  if (!list || !LISTS.has(list.type.name)) return false;
  const tr = state.tr.delete(start, $from.after());
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(start), -1)).scrollIntoView());
  return true;
}
