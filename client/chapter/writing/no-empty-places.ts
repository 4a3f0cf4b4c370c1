import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';

const PLACES = new Set([
  'tableCell',
  'tableHeader',
  'listItem',
  'taskItem',
  'blockquote',
  'callout',
]);

/**
 * A paragraph in every place that this person made or emptied. The schema lets places be empty, so
 * that no two people's edits can break it; an empty one cannot hold the cursor.
 */
export const NoEmptyPlaces = Extension.create({
  name: 'noEmptyPlaces',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('noEmptyPlaces'),
        appendTransaction: (transactions, before, after) => {
          const own = transactions.filter((one) => one.docChanged && !isChangeOrigin(one));
          if (own.length === 0 || own.length !== countOfChanges(transactions)) return null;
          const paragraph = after.schema.nodes.paragraph;
          if (!paragraph) return null;
          const { tr } = after;
          const places = emptyPlaces(before.doc, after.doc);
          // From the end, so that positions before stay what they are.
          for (const position of places.reverse()) tr.insert(position, paragraph.create());
          return tr.docChanged ? tr : null;
        },
      }),
    ];
  },
});

function countOfChanges(transactions: readonly Transaction[]): number {
  return transactions.filter((one) => one.docChanged).length;
}

/**
 * Where a paragraph belongs: the inner positions of empty places in what was changed. The two texts are
 * compared once: looking at each step of a long paste, which gives an id to every block, takes seconds.
 */
function emptyPlaces(before: ProseNode, after: ProseNode): number[] {
  if (after.childCount === 0) return before.childCount === 0 ? [] : [0];
  const start = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (start === null || end === null) return [];
  const places: number[] = [];
  // Of equal neighbours it may be the first or the last that is new: then the end comes before the start.
  after.nodesBetween(Math.min(start, end.b), Math.max(start, end.b), (node, position) => {
    if (PLACES.has(node.type.name) && node.childCount === 0) places.push(position + 1);
  });
  return places;
}
