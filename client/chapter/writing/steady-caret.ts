import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import {
  getRelativeSelection,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { blockWith } from './block-with.ts';

/** A caret's ends, each tied to the character on its left. */
interface Hold {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/**
 * Keeps one's caret where one writes while others write in the same paragraph. The binding takes any
 * change of a paragraph's text for a move of the paragraph, and puts the caret back to the number of
 * letters at which it stood before; and it holds on to the letter on the right, so that the words of
 * two people who write at one place are woven into each other, letter by letter.
 */
export const SteadyCaret = Extension.create({
  name: 'steadyCaret',
  addProseMirrorPlugins() {
    let held: Hold | undefined;
    return [
      new Plugin({
        key: new PluginKey('steadyCaret'),
        view: (view) => {
          const { binding } = syncOf(view.state);
          const hold = ({ origin }: Y.Transaction): void => {
            if (origin === ySyncPluginKey) return;
            held = holdOn(binding, view.state);
            // After an undo the binding goes on with the selection of long ago.
            binding.beforeTransactionSelection = getRelativeSelection(binding, view.state);
          };
          binding.doc.on('beforeTransaction', hold);
          return { destroy: () => binding.doc.off('beforeTransaction', hold) };
        },
        appendTransaction: (transactions, before, after) => {
          if (!held || !transactions.some(isChangeOrigin)) return null;
          const anchor = placeOf(held.anchor, { at: before.selection.anchor, before, after });
          const head = placeOf(held.head, { at: before.selection.head, before, after });
          if (anchor === undefined || head === undefined) return null;
          const selection = TextSelection.between(
            after.doc.resolve(anchor),
            after.doc.resolve(head),
          );
          if (selection.eq(after.selection)) return null;
          return after.tr.setSelection(selection).setMeta(ySyncPluginKey, { isChangeOrigin: true });
        },
      }),
    ];
  },
});

function syncOf(state: EditorState): { readonly binding: ProsemirrorBinding } {
  return ySyncPluginKey.getState(state);
}

function holdOn(binding: ProsemirrorBinding, state: EditorState): Hold | undefined {
  if (!(state.selection instanceof TextSelection)) return undefined;
  const { anchor, head } = getRelativeSelection(binding, state);
  return { anchor: onTheLeft(anchor, binding.doc), head: onTheLeft(head, binding.doc) };
}

/** The same place, tied to what is on its left: one's own last letter, when one is writing. */
function onTheLeft(place: Y.RelativePosition, doc: Y.Doc): Y.RelativePosition {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
  if (!(found?.type instanceof Y.XmlText)) return place;
  return Y.createRelativePositionFromTypeIndex(found.type, found.index, -1);
}

interface Change {
  /** Where the end of the caret stood in the text before. */
  readonly at: number;
  readonly before: EditorState;
  readonly after: EditorState;
}

/** Where a held end is now; nothing where its text has gone with its block. */
function placeOf(place: Y.RelativePosition, change: Change): number | undefined {
  const { binding } = syncOf(change.after);
  const found = Y.createAbsolutePositionFromRelativePosition(place, binding.doc);
  if (found?.type._item?.deleted !== false) return sameBlock(change);
  const { doc, type, mapping } = binding;
  const position = relativePositionToAbsolutePosition(doc, type, place, mapping);
  if (position !== null) return position;
  // The binding doubts whatever is at the very beginning of the chapter.
  return found.type instanceof Y.XmlText ? 1 : undefined;
}

/** The place as far inside the block that bears the same id: it was moved, or became a heading. */
function sameBlock({ at, before, after }: Change): number | undefined {
  const $at = before.doc.resolve(at);
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    const { id } = $at.node(depth).attrs;
    const found = typeof id === 'string' ? blockWith(after.doc, id) : undefined;
    if (found) return found.start + Math.min(at - $at.start(depth), found.node.content.size);
  }
  return undefined;
}
