/**
 * Words that a merge dropped. When somebody deletes or rebuilds a paragraph in the very moment in
 * which one writes in it, Yjs deletes the new words with the paragraph. Nobody meant that: the other
 * person cannot have seen them, since the server had not yet passed them on.
 */
import * as Y from 'yjs';

/** For each client, the clock below which everything is on the server. */
export class KnownToServer {
  readonly #clocks = new Map<number, number>();

  /** All below these clocks has come from the server, or is said by it to be on disk. */
  learn(clocks: ReadonlyMap<number, number>): void {
    for (const [clientId, clock] of clocks)
      this.#clocks.set(clientId, Math.max(clock, this.#clocks.get(clientId) ?? 0));
  }

  has(id: Y.ID): boolean {
    return id.clock < (this.#clocks.get(id.client) ?? 0);
  }
}

/** Own words that were deleted before anyone could have read them. */
export interface Loss {
  readonly text: string;
  /** Where their block stood, as a place among the chapter's blocks that moves with them. */
  readonly place: Y.RelativePosition;
}

/**
 * The words that a transaction from the server took away although the server did not have them.
 * To be called while the transaction's listeners run, before Yjs forgets deleted content.
 */
export function lossesIn(transaction: Y.Transaction, known: KnownToServer): readonly Loss[] {
  const texts = new Map<Y.Item | null, string[]>();
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
    const isNew = struct.id.clock >= (transaction.beforeState.get(struct.id.client) ?? 0);
    if (isNew || known.has(struct.id)) return;
    const line = lineOf(struct);
    texts.set(line, [...(texts.get(line) ?? []), struct.content.str]);
  });
  const fragment = transaction.doc.getXmlFragment('default');
  return [...texts]
    .map(([line, parts]) => ({ text: parts.join(''), place: placeOf(fragment, line) }))
    .filter(({ text }) => text.trim() !== '');
}

/** Writes lost words into the chapter as a paragraph of their own, where their block stood. */
export function writeBack(doc: Y.Doc, { text, place }: Loss): void {
  const fragment = doc.getXmlFragment('default');
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc);
  const index = found?.type === fragment ? found.index : fragment.length;
  const paragraph = new Y.XmlElement('paragraph');
  const words = new Y.XmlText();
  words.insert(0, text);
  paragraph.insert(0, [words]);
  doc.transact(() => fragment.insert(index, [paragraph]));
}

/** The element that holds a piece of text: what is lost of one line is offered as one. */
function lineOf(item: Y.Item): Y.Item | null {
  const text = parentItem(item);
  return text && text.parent instanceof Y.XmlElement ? parentItem(text) : text;
}

/** The place of the block around an item, deleted or not. */
function placeOf(fragment: Y.XmlFragment, item: Y.Item | null): Y.RelativePosition {
  let block = item;
  while (block && block.parent !== fragment) block = parentItem(block);
  let index = 0;
  for (let left = block?.left ?? null; left; left = left.left)
    if (!left.deleted && left.countable) index += left.length;
  return Y.createRelativePositionFromTypeIndex(fragment, index);
}

function parentItem(item: Y.Item): Y.Item | null {
  return item.parent instanceof Y.AbstractType ? item.parent._item : null;
}
