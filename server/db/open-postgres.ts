import { type Compilable, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Database } from './database.ts';
import { openPostgresPool } from './postgres-pool.ts';
import type { Schema } from './schema.ts';

/** Opens a PostgreSQL database by its address. Connects when it is first used. */
export function openPostgres(url: string): Database {
  return openPool(openPostgresPool(url));
}

/** The same on any pool with PostgreSQL behind it. */
export function openPool(pool: PostgresPool): Database {
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    dialect: 'postgres',
    batch: async (queries: readonly Compilable[]) => {
      await db.transaction().execute(async (db) => {
        for (const query of queries) await db.executeQuery(query.compile());
      });
    },
    close: () => db.destroy(),
  };
}
