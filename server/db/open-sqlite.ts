import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Compilable, Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { openWriterPort } from './sqlite-port.ts';
import { unusable } from './unusable.ts';

/** Long enough for any step of ours; short enough that a forgotten transaction is noticed. */
const SILENCE_MS = 30_000;

export interface SqliteOptions {
  /** The database's file; its folder is made when missing. */
  readonly path: string;
  readonly synchronous?: 'full' | 'normal';
  /** How long an open transaction may be silent before it is given up; 30 s when not said. */
  readonly silenceMs?: number;
}

/** Opens or creates a SQLite database. @throws StartError when the file cannot be opened. */
export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const { path, synchronous = 'full', silenceMs = SILENCE_MS } = options;
  await mkdir(dirname(path), { recursive: true });
  const writer = await openWriterPort({ path, synchronous, silenceMs }).catch((cause) => {
    throw unusable('sqlite', cause, path);
  });
  const db = new Kysely<Schema>({ dialect: sqliteDialect(path, writer) });
  return {
    db,
    dialect: 'sqlite',
    batch: async (queries: readonly Compilable[]) => {
      const statements = queries.map((query) => {
        const { sql, parameters } = query.compile();
        return { sql, parameters };
      });
      await writer.ask({ kind: 'batch', statements });
    },
    close: async () => {
      // Readers first: the last connection to close folds SQLite's log into the file.
      await db.destroy();
      await writer.close();
    },
  };
}
