import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import {
  type EditorState,
  Plugin,
  PluginKey,
  type Selection,
  TextSelection,
  type Transaction,
} from '@tiptap/pm/state';
import {
  getRelativeSelection,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { insidesOf, placeOfSame, type Stand, standOf, whereaboutsOf } from './stand.ts';

/** A caret's ends, each tied to the character on its left. */
interface Hold {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/**
 * Keeps one's caret where one writes while others write in the same paragraph. The binding takes any
 * change of a paragraph's text for a move of the paragraph, and puts the caret back to the number of
 * letters at which it stood before; and it holds on to the letter on the right, so that the words of
 * two people who write at one place are woven into each other, letter by letter. A block that somebody
 * cuts out takes the caret along to where it is pasted, unless one has gone on elsewhere meanwhile.
 */
export const SteadyCaret = Extension.create({
  name: 'steadyCaret',
  addProseMirrorPlugins() {
    let held: Hold | undefined;
    /** Where it stood in a block whose words others have taken away. */
    let left: Stand | undefined;
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
          if (transactions.some(isOnesOwn)) left = undefined;
          if (!held || !transactions.some(isChangeOrigin)) return null;
          const steady = heldSelection(held, before, after) ?? after.selection;
          const stand = left ?? standOf(before.doc, before.selection);
          const block = whereaboutsOf(stand, after.doc, steady);
          left = block.kind === 'gone' ? stand : undefined;
          const selection = block.kind === 'there' ? block.selection : steady;
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

/** Whether one did it oneself: wrote, went elsewhere, took back. */
function isOnesOwn(transaction: Transaction): boolean {
  if (isChangeOrigin(transaction))
    return transaction.getMeta(ySyncPluginKey)?.isUndoRedoOperation === true;
  return transaction.docChanged || transaction.selectionSet;
}

/** The caret at the letters that it is tied to; nothing where they have gone with their block. */
function heldSelection(held: Hold, before: EditorState, after: EditorState): Selection | undefined {
  const anchor = placeOf(held.anchor, { at: before.selection.anchor, before, after });
  const head = placeOf(held.head, { at: before.selection.head, before, after });
  if (anchor === undefined || head === undefined) return undefined;
  return TextSelection.between(after.doc.resolve(anchor), after.doc.resolve(head));
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
  return placeOfSame(after.doc, insidesOf(before.doc, at));
}
