/** What a browser can keep for us beyond the page. */

/** Small values that outlive the page; `localStorage` in the browser. Setting one throws when it is full. */
export type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** One update of a document, and the key under which the device has it. */
export interface StoredRow {
  readonly key: number;
  readonly update: Uint8Array;
}

/** Rows that outlive the page, in the order in which they were added. Other tabs may add theirs. */
export interface StoredRows {
  /** All that are stored now. */
  read(): Promise<readonly StoredRow[]>;
  /**
   * Adds rows, all or none. They are on their way when it returns: the page may be closed before the
   * next turn. Resolves with their keys when they are stored, rejects when they were refused.
   */
  add(
    updates: readonly Uint8Array[],
    durability: IDBTransactionDurability,
  ): Promise<readonly number[]>;
  /** Puts one row in the place of others, at once or not at all. Resolves with its key. */
  replace(keys: readonly number[], update: Uint8Array): Promise<number>;
  /** Writes that have begun are ended first. */
  close(): void;
}

export interface Device {
  readonly notes: Notes;
  /** The names of all rows that were ever opened; none where the browser does not tell. */
  readonly rowNames: () => Promise<readonly string[]>;
  /**
   * Opens the rows of this name, or begins them, however long that takes; rejects when they cannot be
   * opened. `lost` is called when the device takes them away while they are open.
   */
  readonly openRows: (name: string, lost: () => void) => Promise<StoredRows>;
}
