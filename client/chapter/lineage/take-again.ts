import type { Editor } from '@tiptap/core';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import { undoManager } from '../tools/undo-manager.ts';
import { coreBlock } from './core-block.ts';
import { type Lineage, omittedRuns } from './omitted-runs.ts';
import type { BlockLineage } from './use-lineage.ts';

/**
 * Puts the core's words in the place of the city's, or back where they are left out, under the same
 * ids: an edit of one's own, in one step of undo, with the cursor behind the words. A block whose
 * words cannot be read stays as it is.
 */
export function takeAgain(editor: Editor, lineage: Lineage, wanted: readonly BlockLineage[]): void {
  const { tr, schema } = editor.state;
  for (const block of wanted) {
    const json = coreBlock(block);
    const place = json && placeOf(block.blockId, tr, lineage);
    if (!place) continue;
    const node = schema.nodeFromJSON(json);
    tr.replaceWith(place.from, place.to, node);
    const end = tr.doc.resolve(place.from + node.nodeSize - 1);
    tr.setSelection(TextSelection.near(end, -1));
  }
  if (!tr.docChanged) return;
  // Neither what was typed just before nor what is typed next is taken back with it.
  undoManager(editor)?.stopCapturing();
  editor.view.dispatch(tr.scrollIntoView());
  undoManager(editor)?.stopCapturing();
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** Where the block stands, or the gap that it left. */
function placeOf(id: string, { doc }: Transaction, lineage: Lineage): Place | undefined {
  let place: Place | undefined;
  doc.forEach((block, from) => {
    if (block.attrs.id === id) place ??= { from, to: from + block.nodeSize };
  });
  const gap = omittedRuns(doc, lineage).find(({ blockIds }) => blockIds.includes(id));
  return place ?? (gap && { from: gap.position, to: gap.position });
}
