/** Real databases for tests, up to date and empty. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, inject } from 'vitest';
import { type Database, migrate, openDatabase } from '#server/db/db.ts';
import { openPool } from '#server/db/open-postgres.ts';
import { never } from '#shared/errors.ts';
import { openPglitePool } from './pglite-pool.ts';
import { makePostgresDatabase } from './postgres-server.ts';

/** The databases that every contract test runs on: a file, PostgreSQL in memory, and as a server. */
const KINDS = ['sqlite', 'pglite', 'postgres'] as const;
export type DatabaseKind = (typeof KINDS)[number];

/** The same tests on each database; skipped where this machine has no such server. */
export function onEachDatabase(tests: (kind: DatabaseKind) => void): void {
  for (const kind of KINDS)
    describe.skipIf(kind === 'postgres' && inject('postgresServer') === null)(`on ${kind}`, () =>
      tests(kind),
    );
}

export interface TestDatabase extends Database {
  /** A folder of its own, removed by `close`. */
  readonly dataDir: string;
}

/** An empty database with all tables, made for this test alone. `close` it. */
export async function openTestDatabase(kind: DatabaseKind = 'sqlite'): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'commonbook-database-'));
  const { database, remove } = await openKind(kind, dataDir);
  await migrate(database);
  return {
    ...database,
    dataDir,
    close: async () => {
      await database.close();
      await remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function openKind(
  kind: DatabaseKind,
  dataDir: string,
): Promise<{ readonly database: Database; remove(): Promise<void> }> {
  const remove = async () => {};
  switch (kind) {
    case 'sqlite':
      return { database: await openDatabase({ dataDir }), remove };
    case 'pglite':
      return { database: openPool(await openPglitePool()), remove };
    case 'postgres': {
      const made = await makePostgresDatabase(inject('postgresServer') ?? '');
      return { database: await openDatabase({ dataDir, url: made.url }), remove: made.drop };
    }
    default:
      return never(kind);
  }
}
