/**
 * A document's copy in IndexedDB. The library finds it and reads it; writing is done here, since the
 * library tells nobody when a write is done, nor that a full or broken disk refused it.
 */
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import type { Copy } from './device.ts';

/** The library's name for its rows, each one update. */
const ROWS = 'updates';
/** After so many rows of ours the library is asked to make them one. */
const MANY_ROWS = 500;
/** What was refused is tried again after so long, in milliseconds: there may be room by then. */
const RETRY_MS = 3_000;

export class IndexedCopy implements Copy {
  readonly loaded: Promise<void>;
  readonly #persistence: IndexeddbPersistence;
  readonly #doc: Y.Doc;
  readonly #changed: () => void;
  /** What is in the document and not yet, for certain, in the copy. */
  readonly #waiting = new Set<Uint8Array>();
  #state: 'opening' | 'open' | 'closed' = 'opening';
  #rowCount = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, doc: Y.Doc, changed: () => void) {
    this.#doc = doc;
    this.#changed = changed;
    if (doc.store.clients.size > 0) this.#waiting.add(Y.encodeStateAsUpdate(doc));
    this.#persistence = new IndexeddbPersistence(name, doc);
    doc.off('update', this.#persistence._storeUpdate);
    doc.on('update', this.#updated);
    this.loaded = this.#load();
  }

  isWhole(): boolean {
    return this.#state === 'open' && this.#waiting.size === 0;
  }

  close(): void {
    this.#state = 'closed';
    clearTimeout(this.#retry);
    this.#doc.off('update', this.#updated);
    // Writes that have begun are ended first; a copy that never opened has nothing to close.
    this.#persistence.destroy().catch(() => undefined);
  }

  async #load(): Promise<void> {
    const db = await this.#persistence._db;
    // The browser closes it when somebody clears what this site keeps: then nothing is kept any more.
    db.addEventListener('close', () => this.#lost());
    await this.#persistence.whenSynced;
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#writeWaiting();
    this.#changed();
  }

  readonly #updated = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    { local }: Y.Transaction,
  ): void => {
    // What comes out of the copy is in it.
    if (origin === this.#persistence) return;
    this.#waiting.add(update);
    // One's own words are to be on the disk, also when the battery ends; others' are on the server.
    if (this.#state === 'open') this.#write([update], { durability: local ? 'strict' : 'relaxed' });
  };

  #writeWaiting(): void {
    if (this.#waiting.size > 0) this.#write([...this.#waiting], { durability: 'strict' });
  }

  /** Writes rows at once, all or none: the page may be closed before the next turn. */
  #write(rows: readonly Uint8Array[], options: IDBTransactionOptions): void {
    try {
      const { db } = this.#persistence;
      if (!db) throw new Error('The copy is not open.');
      const transaction = db.transaction(ROWS, 'readwrite', options);
      transaction.oncomplete = () => this.#written(rows);
      transaction.onabort = () => this.#refused();
      for (const row of rows) transaction.objectStore(ROWS).add(row);
    } catch {
      // The connection is gone, or the browser has forbidden it since: the rows wait.
      this.#refused();
    }
  }

  #written(rows: readonly Uint8Array[]): void {
    for (const row of rows) this.#waiting.delete(row);
    this.#rowCount += rows.length;
    if (this.#state !== 'open') return;
    if (this.#rowCount >= MANY_ROWS && this.#waiting.size === 0) this.#joinRows();
    this.#changed();
  }

  /** Fewer rows are opened faster. One transaction does it; where it fails the rows stay as they are. */
  #joinRows(): void {
    this.#rowCount = 0;
    storeState(this.#persistence).catch(() => undefined);
  }

  #refused(): void {
    if (this.#state !== 'open') return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#writeWaiting(), RETRY_MS);
    this.#changed();
  }

  #lost(): void {
    this.#waiting.add(Y.encodeStateAsUpdate(this.#doc));
    this.#refused();
  }
}
