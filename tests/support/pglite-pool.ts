/** PostgreSQL inside the test's own process, behind the small pool that Kysely's dialect wants. */
import { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { POSTGRES_PARSERS, withStorageErrors } from '#server/db/postgres-pool.ts';

/** A fresh, empty database in memory. It has one connection: whoever wants it waits for it. */
export async function openPglitePool(): Promise<PostgresPool> {
  const pglite = await PGlite.create({ parsers: { ...POSTGRES_PARSERS } });
  let free: Promise<void> = Promise.resolve();

  // Kysely's own type promises what the query's author says of the rows.
  const query = (async (sql: string, parameters: readonly unknown[]) => {
    const { rows, affectedRows } = await pglite.query(sql, [...parameters]);
    return {
      command: sql.trimStart().split(/\s/, 1)[0]?.toUpperCase(),
      rowCount: affectedRows ?? 0,
      rows,
    };
  }) as PostgresPoolClient['query'];

  return withStorageErrors({
    connect: async () => {
      const before = free;
      let release = () => {};
      free = new Promise((resolve) => {
        release = resolve;
      });
      await before;
      return { query, release };
    },
    end: () => pglite.close(),
  });
}
