import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { Deletions } from '#shared/protocol/protocol.ts';
import { type Loss, lossesIn, writeBack } from '../merging/dropped-words.ts';

/**
 * Keeps others' words when one takes back a step of one's own. A paragraph made a heading is a new
 * element to Yjs, and undoing that deletes the element with whatever others have written in it since.
 * Their words stay, as a paragraph beside it.
 */
export const OthersWords = Extension.create({
  name: 'othersWords',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('othersWords'),
      view: (view) => ({
        destroy: keepOthersWords(yUndoPluginKey.getState(view.state).undoManager),
      }),
    }),
  ],
});

/** Watches the steps that are taken back, until the returned function is called. */
export function keepOthersWords(undoManager: Y.UndoManager): () => void {
  const { doc } = undoManager;
  let hasKept = false;
  const look = (transaction: Y.Transaction): void => {
    if (transaction.origin !== undoManager) return;
    for (const loss of othersLosses(transaction)) {
      // Nobody's step: taking back the one before must not take these words along.
      writeBack(doc, loss, { origin: keepOthersWords });
      hasKept = true;
    }
  };
  const popped = (): void => {
    // The step made again would bring the element back with the words that now stand beside it.
    if (hasKept) undoManager.clear(false, true);
    hasKept = false;
  };
  doc.on('afterTransaction', look);
  undoManager.on('stack-item-popped', popped);
  return () => {
    doc.off('afterTransaction', look);
    undoManager.off('stack-item-popped', popped);
  };
}

/** What others had written in what a step's taking back deleted. */
function othersLosses(transaction: Y.Transaction): readonly Loss[] {
  const own = transaction.doc.clientID;
  const others = new Deletions();
  for (const [clientId, ranges] of transaction.deleteSet.clients)
    if (clientId !== own)
      others.add(ranges.map(({ clock, len }) => ({ clientId, from: clock, to: clock + len })));
  return others.isEmpty ? [] : lossesIn(transaction, others);
}
