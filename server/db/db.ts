/** The door to the database: open it by its address, bring it up to date, write in transactions. */
import { join } from 'node:path';
import type { Database } from './database.ts';
import { assertMayBegin, assertNotLost } from './lost-database.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';

export type { Database } from './database.ts';
export { assertNotNewer, migrate } from './migrate.ts';
export { setAside } from './set-aside.ts';
export { isTaken } from './storage-error.ts';
export { inSnapshot, inTransaction } from './transaction.ts';
export { tryToWrite } from './try-to-write.ts';

export interface DatabaseOptions {
  /** `postgres://…`; SQLite in `dataDir` when undefined. */
  readonly url?: string | undefined;
  readonly dataDir: string;
  /** For SQLite; `normal` is the trials' control and loses commits in a power cut. */
  readonly synchronous?: 'full' | 'normal';
}

/** The SQLite file in a data folder. */
export function databasePath(dataDir: string): string {
  return join(dataDir, 'commonbook.sqlite');
}

/** Opens the database; `migrate` it before use. @throws StartError when it was lost or cannot be opened. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return openPostgres(options.url);
  const { dataDir, synchronous = 'full' } = options;
  const path = databasePath(dataDir);
  await assertNotLost(path, dataDir);
  return openSqlite({ path, synchronous });
}

/** Opens the database of a product and brings it up to date. @throws StartError as both steps do. */
export async function openProductDatabase(options: DatabaseOptions): Promise<Database> {
  const { dataDir } = options;
  const database = await openDatabase(options);
  const place = { path: databasePath(dataDir), dataDir };
  try {
    await migrate(database, { mayBegin: () => assertMayBegin(database.dialect, place) });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
