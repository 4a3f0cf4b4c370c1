/**
 * Words that a merge dropped. When somebody deletes or rebuilds a paragraph without having seen what
 * one writes in it at that moment, Yjs deletes the new words with the paragraph. Nobody meant that,
 * and it can be told: an update names all that its author deleted, and words that only went down with
 * their paragraph are not named.
 */
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { Deletions, deletedRanges, type StructRange } from '#shared/protocol/protocol.ts';

/** Own words that were deleted by nobody's intention. */
export interface Loss {
  /** The same whenever and wherever this loss is noticed. */
  readonly id: string;
  readonly text: string;
  /** Where their block stood, as a place among the chapter's blocks that moves with them. */
  readonly place: Y.RelativePosition;
}

/** A loss of one line, with what it is made of, in the order of the text. */
export interface LostLine extends Loss {
  readonly parts: readonly StructRange[];
}

/**
 * What of the text in `lost` a transaction took away, one loss a line. To be called while the
 * transaction's listeners run, before Yjs forgets deleted content.
 */
export function lossesIn(transaction: Y.Transaction, lost: Deletions): readonly Loss[] {
  return [...lostLines(transaction, lost).values()];
}

/** The same, each loss by the element that held its line; null where Yjs has forgotten it. */
export function lostLines(
  transaction: Y.Transaction,
  lost: Deletions,
): ReadonlyMap<Y.Item | null, LostLine> {
  const gone: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && lostParts(struct, lost).length > 0) gone.push(struct);
  });
  if (gone.length === 0) return new Map();
  const fragment = transaction.doc.getXmlFragment('default');
  const losses = new Map<Y.Item | null, LostLine>();
  for (const item of inReadingOrder(gone)) {
    const line = lineOf(item);
    for (const { range, text } of lostParts(item, lost)) {
      const id = `${range.clientId}:${range.from}`;
      const loss = losses.get(line) ?? { id, text: '', place: placeOf(fragment, line), parts: [] };
      losses.set(line, { ...loss, text: loss.text + text, parts: [...loss.parts, range] });
    }
  }
  return new Map([...losses].filter(([, { text }]) => text.trim() !== ''));
}

/** Pieces of the same text as they stood in it; Yjs lists them as they were written. */
function inReadingOrder(items: readonly Y.Item[]): readonly Y.Item[] {
  const left = new Set(items);
  const ordered: Y.Item[] = [];
  for (const { parent } of items)
    for (let at = parent instanceof Y.AbstractType ? parent._start : null; at; at = at.right)
      if (left.delete(at)) ordered.push(at);
  return ordered;
}

/** What of an item's text is lost, part by part. */
function lostParts(
  { id, length, content }: Y.Item,
  lost: Deletions,
): readonly { readonly range: StructRange; readonly text: string }[] {
  if (!(content instanceof Y.ContentString)) return [];
  const { client, clock } = id;
  // A clock counts a UTF-16 unit of text.
  return lost
    .partsOf({ clientId: client, from: clock, to: clock + length })
    .map((range) => ({ range, text: content.str.slice(range.from - clock, range.to - clock) }));
}

/** What is deleted since a transaction although the updates that it applied do not name it. */
export function unnamedDeletions(
  transaction: Y.Transaction,
  updates: readonly Uint8Array[],
): readonly StructRange[] {
  const all = [...deletedRanges(transaction.deleteSet), ...bornDeleted(transaction)];
  if (all.length === 0) return [];
  const named = new Deletions();
  for (const update of updates) named.addAll(update);
  return named.absentOf(all);
}

/** What came into a block whose content Yjs has forgotten: it is deleted without being listed. */
function bornDeleted({ doc, beforeState, afterState }: Y.Transaction): readonly StructRange[] {
  const ranges: StructRange[] = [];
  for (const [clientId, end] of afterState) {
    const start = beforeState.get(clientId) ?? 0;
    const structs = doc.store.clients.get(clientId) ?? [];
    if (end === start || structs.length === 0) continue;
    for (const { id, length, deleted } of structs.slice(Y.findIndexSS(structs, start)))
      if (deleted)
        ranges.push({ clientId, from: Math.max(start, id.clock), to: id.clock + length });
  }
  return ranges;
}

/**
 * Writes lost words into the chapter as a paragraph of their own, where their block stood. Without an
 * origin of its own it is a step that the editor can undo.
 */
export function writeBack(
  doc: Y.Doc,
  { text, place }: Loss,
  { origin = ySyncPluginKey }: { readonly origin?: unknown } = {},
): Y.XmlElement {
  const fragment = doc.getXmlFragment('default');
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
  const index = found?.type === fragment ? found.index : fragment.length;
  const paragraph = new Y.XmlElement('paragraph');
  const words = new Y.XmlText();
  words.insert(0, text);
  paragraph.insert(0, [words]);
  // The editor undoes what comes under its own origin; what is others' it leaves alone.
  doc.transact(() => fragment.insert(index, [paragraph]), origin);
  return paragraph;
}

/** The element that holds a piece of text: what is lost of one line is offered as one. */
function lineOf(item: Y.Item): Y.Item | null {
  const text = parentItem(item);
  return text && text.parent instanceof Y.XmlElement ? parentItem(text) : text;
}

/** The place of the block around an item; behind it where only a part of it is gone. */
function placeOf(fragment: Y.XmlFragment, item: Y.Item | null): Y.RelativePosition {
  let block = item;
  while (block && block.parent !== fragment) block = parentItem(block);
  let index = 0;
  for (let left = block?.deleted ? block.left : block; left; left = left.left)
    if (!left.deleted && left.countable) index += left.length;
  return Y.createRelativePositionFromTypeIndex(fragment, index);
}

function parentItem(item: Y.Item): Y.Item | null {
  return item.parent instanceof Y.AbstractType ? item.parent._item : null;
}
