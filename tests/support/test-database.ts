/** Real databases for tests, up to date and empty, and short ways to put the usual rows in them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, inject } from 'vitest';
import { type Database, migrate, openDatabase } from '#server/db/db.ts';
import { openPool } from '#server/db/open-postgres.ts';
import { systemRandom } from '#server/lib/random.ts';
import { never } from '#shared/errors.ts';
import {
  type ChapterId,
  type EditionId,
  type HandbookId,
  newId,
  type PersonId,
} from '#shared/ids.ts';
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

const AT = Date.UTC(2027, 0, 1);

/** A person with this name, without any way to sign in. */
export async function addPersonRow({ db }: Database, name: string): Promise<PersonId> {
  const id = newId<'person'>(systemRandom);
  const at = new Date(AT).toISOString();
  await db
    .insertInto('person')
    .values({
      id,
      name,
      email: `${id}@example.org`,
      email_verified: 1,
      image: null,
      created_at: at,
      updated_at: at,
      removed_at: null,
    })
    .execute();
  return id;
}

/** A handbook; its slug is its id. */
async function addHandbookRow({ db }: Database, title = 'Food co-op'): Promise<HandbookId> {
  const id = newId<'handbook'>(systemRandom);
  await db
    .insertInto('handbook')
    .values({
      id,
      slug: id,
      title,
      summary: '',
      language: 'en',
      licence: 'CC BY-SA 4.0',
      model: '',
      created_at: AT,
      deleted_at: null,
    })
    .execute();
  return id;
}

/** An edition: the core, or with an upstream and a city a city's. */
async function addEditionRow(
  { db }: Database,
  of: { readonly handbookId: HandbookId; readonly upstreamId?: EditionId; readonly city?: string },
): Promise<EditionId> {
  const id = newId<'edition'>(systemRandom);
  const city = of.city ?? '';
  await db
    .insertInto('edition')
    .values({
      id,
      handbook_id: of.handbookId,
      slug: city === '' ? 'core' : city.toLowerCase(),
      city,
      country: '',
      latitude: null,
      longitude: null,
      language: 'en',
      title: '',
      summary: '',
      credits: '',
      upstream_id: of.upstreamId ?? null,
      base_release_id: null,
      created_at: AT,
      deleted_at: null,
    })
    .execute();
  return id;
}

/** A chapter without text; in a handbook and core edition of its own when no edition is given. */
export async function addChapterRow(
  database: Database,
  of: { readonly editionId?: EditionId; readonly upstreamId?: ChapterId } = {},
): Promise<ChapterId> {
  const editionId =
    of.editionId ?? (await addEditionRow(database, { handbookId: await addHandbookRow(database) }));
  const id = newId<'chapter'>(systemRandom);
  await database.db
    .insertInto('chapter')
    .values({
      id,
      edition_id: editionId,
      slug: id,
      title: 'A chapter',
      position: id,
      upstream_id: of.upstreamId ?? null,
      base_revision: null,
      omitted_at: null,
      deleted_at: null,
      deleted_by: null,
      created_at: AT,
    })
    .execute();
  return id;
}
