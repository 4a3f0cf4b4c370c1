import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node as ProseNode, ResolvedPos } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { CellSelection } from '@tiptap/pm/tables';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { blockWith } from './block-with.ts';

/**
 * Keeps cells selected while others write: the binding knows of no selected cells and would leave the
 * words of the last one selected. Cells are found by their row's id and their place in the row.
 */
export const SteadyCells = Extension.create({
  name: 'steadyCells',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('steadyCells'),
      appendTransaction: (transactions, { selection }, after) => {
        if (!(selection instanceof CellSelection) || !transactions.some(isChangeOrigin))
          return null;
        const anchor = sameCell(after.doc, selection.$anchorCell);
        const head = sameCell(after.doc, selection.$headCell);
        if (anchor === undefined || head === undefined) return null;
        const cells = CellSelection.create(after.doc, anchor, head);
        return after.tr.setSelection(cells).setMeta(ySyncPluginKey, { isChangeOrigin: true });
      },
    }),
  ],
});

/** Where the cell stands now; nothing where its row is gone or has become shorter. */
function sameCell(doc: ProseNode, $cell: ResolvedPos): number | undefined {
  const { id } = $cell.parent.attrs;
  const row = typeof id === 'string' ? blockWith(doc, id) : undefined;
  if (!row || $cell.index() >= row.node.childCount) return undefined;
  return doc.resolve(row.start).posAtIndex($cell.index());
}
