/** Rows in IndexedDB, one database a copy. */
import type { StoredRow, StoredRows } from './device.ts';

/** As in the copies that earlier versions of this page left, which are read like our own. */
const ROWS = 'updates';

/** Opens the database of this name, or makes it. Where IndexedDB is forbidden it rejects. */
export function openIndexedRows(name: string, lost: () => void): Promise<StoredRows> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ROWS, { autoIncrement: true });
    };
    request.onsuccess = () => resolve(new IndexedRows(request.result, lost));
    request.onerror = () => reject(request.error);
  });
}

/** The names of all databases of this site; none where the browser does not tell. */
export async function indexedRowNames(): Promise<readonly string[]> {
  // Not every browser can.
  if (!('databases' in indexedDB)) return [];
  const databases = await indexedDB.databases();
  return databases.flatMap(({ name }) => name ?? []);
}

class IndexedRows implements StoredRows {
  readonly #db: IDBDatabase;

  constructor(db: IDBDatabase, lost: () => void) {
    this.#db = db;
    // The browser closes it when somebody clears what this site keeps.
    db.onclose = lost;
    // Another tab wants it deleted, and waits for us.
    db.onversionchange = () => {
      db.close();
      lost();
    };
  }

  async read(): Promise<readonly StoredRow[]> {
    const transaction = this.#db.transaction(ROWS);
    const keys = transaction.objectStore(ROWS).getAllKeys();
    const updates: IDBRequest<unknown[]> = transaction.objectStore(ROWS).getAll();
    await ended(transaction);
    return keys.result.flatMap((key, index) => {
      const update = updates.result[index];
      return typeof key === 'number' && update instanceof Uint8Array ? { key, update } : [];
    });
  }

  async add(
    updates: readonly Uint8Array[],
    durability: IDBTransactionDurability,
  ): Promise<readonly number[]> {
    const transaction = this.#db.transaction(ROWS, 'readwrite', { durability });
    const requests = updates.map((update) => transaction.objectStore(ROWS).add(update));
    await ended(transaction);
    return requests.map(({ result }) => Number(result));
  }

  async replace(keys: readonly number[], update: Uint8Array): Promise<number> {
    const transaction = this.#db.transaction(ROWS, 'readwrite', { durability: 'strict' });
    const request = transaction.objectStore(ROWS).add(update);
    for (const key of keys) transaction.objectStore(ROWS).delete(key);
    await ended(transaction);
    return Number(request.result);
  }

  close(): void {
    this.#db.close();
  }
}

/** Resolves when all of a transaction is stored, rejects when none of it is. */
function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
