import { type Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/**
 * Somewhere to write: an empty chapter gets its first paragraph when somebody comes to write, and a
 * click below the last block, or going to the end by key, gives one after a table, a picture or a
 * rule. Never on opening alone: a chapter that is only looked at stays as it is.
 */
export const RoomBelow = Extension.create({
  name: 'roomBelow',
  addKeyboardShortcuts() {
    const { editor } = this;
    const goToEnd = (): boolean => !endsInText(editor) && addParagraph(editor, editor.view);
    // Where the last block holds no plain text, a browser goes to wherever it can.
    return { 'Ctrl-End': goToEnd, 'Cmd-ArrowDown': goToEnd };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey('roomBelow'),
        props: {
          handleDOMEvents: {
            focus: (view) => {
              if (view.state.doc.childCount === 0) addParagraph(editor, view);
              return false;
            },
            mousedown: (view, event) => {
              if (!isBelow(view, event) || !addParagraph(editor, view)) return false;
              event.preventDefault();
              view.focus();
              return true;
            },
          },
        },
      }),
    ];
  },
});

/** Whether one can write on at the end of the last block: not in a table, a picture or a rule. */
function endsInText({ state }: Editor): boolean {
  let last = state.doc.lastChild;
  while (last && !last.isTextblock && last.type.name !== 'table') last = last.lastChild;
  return last?.isTextblock === true;
}

function isBelow(view: EditorView, event: MouseEvent): boolean {
  const last = view.dom.lastElementChild;
  return event.target === view.dom && last !== null && event.clientY > bottomOf(last);
}

function bottomOf(element: Element): number {
  return element.getBoundingClientRect().bottom;
}

/** Puts an empty paragraph at the end and the cursor in it, unless one is there already. */
function addParagraph(editor: Editor, view: EditorView): boolean {
  const { doc, schema, tr } = view.state;
  const last = doc.lastChild;
  const paragraph = schema.nodes.paragraph;
  if (!editor.isEditable || !paragraph || last?.type === paragraph) return false;
  tr.insert(doc.content.size, paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, tr.doc.content.size - 1));
  view.dispatch(tr.scrollIntoView());
  return true;
}
