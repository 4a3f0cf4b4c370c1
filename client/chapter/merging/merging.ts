/**
 * What happens to words when what was written here meets what was written elsewhere, be it from the
 * server or out of the copy on this device.
 */
import * as Y from 'yjs';
import { Deletions } from '#shared/protocol/protocol.ts';
import type { ChapterNotes } from '../device/chapter-notes.ts';
import { lossesIn, unnamedDeletions } from './dropped-words.ts';
import { forgottenLosses } from './forgotten-words.ts';
import { OfferedWords } from './offered-words.ts';
import { OwnClients } from './own-clients.ts';

/**
 * Offers back the own words that went down in a merge without anybody having deleted them, and keeps
 * others' from being passed on as deleted from here.
 */
export class Merging {
  readonly offered: OfferedWords;
  readonly own: OwnClients;
  /** Others' words that came into blocks already deleted here: nobody here deleted them on purpose. */
  readonly #unseen = new Deletions();
  /** Own words that went down. Some of them only the copy can tell, when it comes. */
  readonly #lost = new Deletions();

  constructor(notes: ChapterNotes) {
    this.offered = new OfferedWords(notes);
    this.own = new OwnClients(notes);
  }

  /**
   * What the server does not have when it first says what it has can only have been written on this
   * device, whatever is noted. Returns whether there is something.
   */
  claimBeyond(doc: Y.Doc, onDisk: ReadonlyMap<number, number>): boolean {
    const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
    const unsent = [...clocks].filter(([clientId, clock]) => clock > (onDisk.get(clientId) ?? 0));
    for (const [clientId] of unsent) this.own.add(clientId);
    return unsent.length > 0;
  }

  /**
   * Looks at what a transaction did that applied these updates and nothing else. To be called while its
   * listeners run, before Yjs forgets deleted content.
   */
  look(transaction: Y.Transaction, updates: readonly Uint8Array[]): void {
    const unnamed = unnamedDeletions(transaction, updates);
    if (unnamed.length === 0) return;
    const own = unnamed.filter(({ clientId }) => this.own.has(clientId));
    const lost = new Deletions();
    lost.add(own);
    this.#lost.add(own);
    for (const loss of lossesIn(transaction, lost)) this.offered.add(loss);
    for (const loss of forgottenLosses(transaction, { lost, updates })) this.offered.add(loss);
    this.#unseen.add(unnamed.filter(({ clientId }) => !this.own.has(clientId)));
  }

  /**
   * Brings a stored copy into the document. Where the document has something already, the copy comes
   * late: its words may stand in blocks that are gone from the document, which has nothing left to tell
   * what they were. So the document is brought into the copy, as if the server had sent it.
   */
  takeCopy(
    copy: readonly Uint8Array[],
    { doc, origin }: { readonly doc: Y.Doc; readonly origin: unknown },
  ): void {
    this.own.readAgain();
    if (doc.store.clients.size === 0) {
      this.#merge(doc, copy, origin);
      return;
    }
    const aside = new Y.Doc();
    this.#merge(aside, copy);
    this.#merge(aside, [this.#lost.dropFrom(this.named(Y.encodeStateAsUpdate(doc)))]);
    // Not from `origin`: what the two come to together is in neither.
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(aside, Y.encodeStateVector(doc)));
    aside.destroy();
  }

  /** An update of the document as one that names as deleted only what somebody deleted. */
  named(update: Uint8Array): Uint8Array {
    return this.#unseen.dropFrom(update);
  }

  /** Rows may refer to each other in both directions: they are applied as one. */
  #merge(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown = this): void {
    doc.once('afterTransaction', (transaction: Y.Transaction) => this.look(transaction, updates));
    const apply = (): void => {
      for (const update of updates) Y.applyUpdate(doc, update);
    };
    Y.transact(doc, apply, origin, false);
  }
}
