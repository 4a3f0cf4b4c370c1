/** A document's copy on this device, kept up to date while the page is open. */
import * as Y from 'yjs';
import type { StoredRows } from '../device/device.ts';
import type { Merging } from '../merging/merging.ts';

/** After so many rows they are made one: fewer are opened faster. */
const MANY_ROWS = 500;
/** Each of several writes under way carries what those before it carry: so many at most. */
const WRITES_AT_ONCE = 4;
/** Others' changes wait for so long for more of them, in milliseconds: the server has them. */
const GATHER_MS = 1_000;

export interface StoredCopyOptions {
  /** Opens its rows; `lost` is called when the device takes them away. */
  readonly open: (lost: () => void) => Promise<StoredRows>;
  readonly doc: Y.Doc;
  readonly merging: Merging;
  /** Called whenever `isWhole` may have changed. */
  readonly changed: () => void;
  /** What was refused is tried again after so long, in milliseconds: there may be room by then. */
  readonly retryMs: number;
}

/**
 * Every write carries all that is not known to be stored, in order. So the copy never has a later
 * change without an earlier one, whichever writes fail and whenever the page is closed: with such a gap
 * the server would refuse all that comes after it.
 */
export class StoredCopy {
  /**
   * Resolves when what was stored is in the document, however long that takes; rejects when it cannot
   * be opened or read.
   */
  readonly loaded: Promise<void>;
  readonly #options: StoredCopyOptions;
  readonly #opening: Promise<StoredRows>;
  /** There from when the copy is loaded. */
  #rows: StoredRows | undefined;
  /** What is in the document and not yet, for certain, in the copy. */
  readonly #waiting = new Set<Uint8Array>();
  /** What others changed since the last write; it goes before whatever is changed next here. */
  #gathered: Uint8Array[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;
  /** The rows of which everything is in the document. Other tabs' later ones are for the next visit. */
  #keys: readonly number[] = [];
  #joinAt = MANY_ROWS;
  #writeCount = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: StoredCopyOptions) {
    this.#options = options;
    const { doc } = options;
    if (doc.store.clients.size > 0) this.#waiting.add(this.#state());
    doc.on('update', this.#updated);
    this.#opening = options.open(() => this.#lost());
    this.loaded = this.#load();
  }

  /**
   * Whether all that is in the document is stored as well: written, and without an error. What others
   * changed a moment ago does not count; the server has it.
   */
  isWhole(): boolean {
    return this.#rows !== undefined && this.#waiting.size === 0;
  }

  close(): void {
    this.#writeGathered();
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#options.doc.off('update', this.#updated);
    // What never opened has nothing to close.
    this.#opening.then(
      (rows) => rows.close(),
      () => undefined,
    );
  }

  async #load(): Promise<void> {
    const { merging, doc, changed } = this.#options;
    const rows = await this.#opening;
    const stored = await rows.read();
    if (this.#isClosed) return;
    merging.takeCopy(
      stored.map(({ update }) => update),
      { doc, origin: this },
    );
    this.#keys = stored.map(({ key }) => key);
    this.#rows = rows;
    this.#write('strict');
    this.#joinRows();
    changed();
  }

  /** As the copy has it: it names as deleted only what somebody deleted, so that a merge still can tell. */
  #state(): Uint8Array {
    return this.#options.merging.named(Y.encodeStateAsUpdate(this.#options.doc));
  }

  readonly #updated = (
    update: Uint8Array,
    origin: unknown,
    _doc: Y.Doc,
    { local }: Y.Transaction,
  ): void => {
    // What comes out of the copy is in it.
    if (origin === this) return;
    const named = this.#options.merging.named(update);
    if (this.#rows && !local) {
      this.#gathered.push(named);
      this.#gathering ??= setTimeout(() => this.#writeGathered(), GATHER_MS);
      return;
    }
    this.#takeGathered();
    this.#waiting.add(named);
    if (this.#waiting.size === 1) this.#options.changed();
    // One's own words are to be on the disk, also when the battery ends.
    if (this.#writeCount < WRITES_AT_ONCE) this.#write('strict');
  };

  #takeGathered(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    for (const update of this.#gathered) this.#waiting.add(update);
    this.#gathered = [];
  }

  #writeGathered(): void {
    this.#takeGathered();
    if (this.#writeCount === 0) this.#write('relaxed');
  }

  /** While a refused write waits for its time nothing else is tried. */
  #write(durability: IDBTransactionDurability): void {
    if (!this.#rows || this.#isClosed || this.#retry !== undefined) return;
    if (this.#waiting.size === 0) return;
    const updates = [...this.#waiting];
    this.#writeCount += 1;
    this.#rows.add(updates, durability).then(
      (keys) => this.#written(updates, keys),
      () => this.#refused(),
    );
  }

  #written(updates: readonly Uint8Array[], keys: readonly number[]): void {
    this.#writeCount -= 1;
    for (const update of updates) this.#waiting.delete(update);
    this.#keys = [...this.#keys, ...keys];
    if (this.#isClosed) return;
    // It had all that an earlier, refused one had.
    clearTimeout(this.#retry);
    this.#retry = undefined;
    // What waited for the writes under way may be one's own.
    if (this.#writeCount === 0) this.#write('strict');
    this.#joinRows();
    this.#options.changed();
  }

  #refused(): void {
    this.#writeCount -= 1;
    this.#tryAgainLater();
  }

  #tryAgainLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#write('strict');
    }, this.#options.retryMs);
    this.#options.changed();
  }

  /** Where it fails the rows stay as they are, until there are many more. */
  #joinRows(): void {
    if (!this.#rows || this.#waiting.size > 0 || this.#keys.length < this.#joinAt) return;
    const joined = this.#keys;
    this.#keys = [];
    this.#rows.replace(joined, this.#state()).then(
      (key) => {
        this.#keys = [...this.#keys, key];
        this.#joinAt = MANY_ROWS;
      },
      () => {
        this.#keys = [...joined, ...this.#keys];
        this.#joinAt = this.#keys.length + MANY_ROWS;
      },
    );
  }

  #lost(): void {
    this.#keys = [];
    this.#waiting.add(this.#state());
    this.#tryAgainLater();
  }
}
