import { type Kysely, type Migration, Migrator } from 'kysely';
import { reasonOf } from '#server/lib/reason-of.ts';
import { StartError } from '#server/lib/start-error.ts';
import type { DialectName } from './columns.ts';
import { first } from './migrations/001-first.ts';
import type { Schema } from './schema.ts';
import { unusable } from './unusable.ts';

/** One step from an older database to a newer one; written once for both. */
type Step = (db: Kysely<unknown>, dialect: DialectName) => Promise<void>;

/** In order, forward only; never edited once released. */
const STEPS: Readonly<Record<string, Step>> = { '001-first': first };

const BOOKKEEPING = { migrationTableName: 'migration', migrationLockTableName: 'migration_lock' };

export interface MigrateOptions {
  readonly steps?: Readonly<Record<string, Step>>;
  /** Asked before tables are made where there are none; rejects when there should be some. */
  readonly mayBegin?: () => Promise<void>;
}

/**
 * Brings the tables up to date, all steps in one transaction: it works entirely or leaves the
 * database as it was.
 * @throws StartError when the database cannot be used, was written by a newer version, or a step fails.
 */
export async function migrate(
  { db, dialect }: { readonly db: Kysely<Schema>; readonly dialect: DialectName },
  { steps = STEPS, mayBegin }: MigrateOptions = {},
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => asMigrations(steps, dialect) },
    ...BOOKKEEPING,
  });
  const applied = await appliedNames(db).catch((cause) => {
    throw unusable(dialect, cause);
  });
  assertNotNewer(applied, steps);
  if (applied.length === 0) await mayBegin?.();
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new StartError(
      `The database could not be brought up to date and was left as it was: ${reasonOf(error)}`,
      { cause: error },
    );
}

/** @throws StartError when one of the steps that a database has is of a newer version. */
export function assertNotNewer(
  applied: readonly string[],
  steps: Readonly<Record<string, Step>> = STEPS,
): void {
  const newer = applied.filter((name) => !Object.hasOwn(steps, name)).at(-1);
  if (newer !== undefined)
    throw new StartError(
      `The database is newer than this program (it has "${newer}"): update the program, or restore a backup of its own version.`,
    );
}

function asMigrations(
  steps: Readonly<Record<string, Step>>,
  dialect: DialectName,
): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, { up: (db) => step(db, dialect) }]),
  );
}

async function appliedNames(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === BOOKKEEPING.migrationTableName)) return [];
  const rows = await db
    .withTables<{ migration: { name: string } }>()
    .selectFrom('migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
