import { type Editor, Extension } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** The depth of the footnote around an empty selection's place, or undefined. */
function footnoteDepth({ state }: Editor): number | undefined {
  const { $from, empty } = state.selection;
  return empty && $from.parent.type.name === 'footnote' ? $from.depth : undefined;
}

/** Puts the cursor behind the footnote that it is in. False when it is in none. */
function leave(editor: Editor, side: 'before' | 'after'): boolean {
  const depth = footnoteDepth(editor);
  if (depth === undefined) return false;
  const { $from } = editor.state.selection;
  const position = side === 'after' ? $from.after(depth) : $from.before(depth);
  const { tr, doc } = editor.state;
  editor.view.dispatch(tr.setSelection(TextSelection.create(doc, position)).scrollIntoView());
  return true;
}

/** Takes a footnote away together with its last character, instead of leaving an empty one. */
function removeWithLast(editor: Editor): boolean {
  const depth = footnoteDepth(editor);
  if (depth === undefined) return false;
  const { $from } = editor.state.selection;
  const { size } = $from.parent.content;
  if (size > 1 || $from.parentOffset !== size) return false;
  editor.view.dispatch(editor.state.tr.delete($from.before(depth), $from.after(depth)));
  return true;
}

/**
 * Where the browser is about to write, as the text's own place; undefined for a selection. Asked of
 * the browser: after a click the editor may not have heard yet that the cursor moved.
 */
function placeOfInput(view: EditorView, event: InputEvent): number | undefined {
  const [range] = event.getTargetRanges();
  if (!range?.collapsed || !view.dom.contains(range.startContainer)) return undefined;
  return view.posAtDOM(range.startContainer, range.startOffset, 1);
}

/**
 * Writes at a footnote's very beginning. A browser may hold the cursor before the element that the
 * words are in, and would put what is typed there, outside of the text.
 */
function writeAtStart(view: EditorView, event: InputEvent): boolean {
  const isTyping = event.inputType === 'insertText' && event.data !== null && !view.composing;
  const place = isTyping && view.editable ? placeOfInput(view, event) : undefined;
  if (place === undefined) return false;
  const { doc, tr } = view.state;
  const $place = doc.resolve(place);
  if ($place.parent.type.name !== 'footnote' || $place.parentOffset !== 0) return false;
  event.preventDefault();
  const written = tr.setSelection(TextSelection.create(doc, place)).insertText(event.data ?? '');
  view.dispatch(written.scrollIntoView());
  return true;
}

/** Footnotes are written where they stand: these keys lead out of them and take them away. */
export const FootnoteKeys = Extension.create({
  name: 'footnoteKeys',
  priority: 1100,
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('footnoteStart'),
        props: { handleDOMEvents: { beforeinput: writeAtStart } },
      }),
    ];
  },
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => leave(editor, 'after'),
      Escape: ({ editor }) => leave(editor, 'after'),
      ArrowRight: ({ editor }) => {
        const { $from } = editor.state.selection;
        return $from.parentOffset === $from.parent.content.size && leave(editor, 'after');
      },
      ArrowLeft: ({ editor }) =>
        editor.state.selection.$from.parentOffset === 0 && leave(editor, 'before'),
      Backspace: ({ editor }) => removeWithLast(editor),
    };
  },
});
