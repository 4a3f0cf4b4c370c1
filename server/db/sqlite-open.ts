import Sqlite from 'better-sqlite3';
import { StartError } from '#server/lib/start-error.ts';

/** The first version without a bug that could overwrite the log of committed transactions. */
const OLDEST = [3, 51, 3];
const BUSY_MS = 5_000;

/** Opens the one connection that writes, creating the file when there is none. */
export function openWriting(path: string, synchronous: 'full' | 'normal'): Sqlite.Database {
  const database = new Sqlite(path, { timeout: BUSY_MS });
  try {
    assertVersion(String(database.prepare('select sqlite_version()').pluck().get()));
    database.pragma('journal_mode = WAL');
    database.pragma(`synchronous = ${synchronous}`);
    database.pragma('foreign_keys = ON');
    database.pragma('journal_size_limit = 67108864');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a connection for reading on the calling thread; the file must be there. */
export function openReading(path: string): Sqlite.Database {
  return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
}

/** @throws StartError when SQLite is older than what this product may run on. */
export function assertVersion(version: string): void {
  const parts = version.split('.').map(Number);
  const difference = OLDEST.map((wanted, at) => (parts[at] ?? 0) - wanted).find((by) => by !== 0);
  if (difference === undefined || difference > 0) return;
  throw new StartError(
    `SQLite ${version} is too old (at least ${OLDEST.join('.')}): run "npm ci" to install the right one.`,
  );
}
