/** Queries on editions' own rows. */
import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { EditionId, HandbookId } from '#shared/ids.ts';

/** An edition as it is stored. */
export type EditionRow = Selectable<Schema['edition']>;

/** An edition with what its address and its head say. */
export interface PlacedEdition extends EditionRow {
  readonly handbook_slug: string;
  readonly handbook_title: string;
  readonly handbook_summary: string;
  /** Number of the upstream's release that it was last reconciled with. */
  readonly base_number: number | null;
}

function placed(db: Kysely<Schema>) {
  return db
    .selectFrom('edition')
    .innerJoin('handbook', 'handbook.id', 'edition.handbook_id')
    .leftJoin('release', 'release.id', 'edition.base_release_id')
    .selectAll('edition')
    .select(['handbook.slug as handbook_slug', 'handbook.title as handbook_title'])
    .select('handbook.summary as handbook_summary')
    .select('release.number as base_number')
    .where('edition.deleted_at', 'is', null)
    .where('handbook.deleted_at', 'is', null);
}

/** Undefined when it, or its handbook, is not there or deleted. */
export async function findEdition(
  db: Kysely<Schema>,
  id: EditionId,
): Promise<PlacedEdition | undefined> {
  return placed(db).where('edition.id', '=', id).executeTakeFirst();
}

/** Undefined when the handbook has no such edition, or it is deleted. */
export async function findEditionBySlug(
  db: Kysely<Schema>,
  handbookId: HandbookId,
  slug: string,
): Promise<PlacedEdition | undefined> {
  return placed(db)
    .where('edition.handbook_id', '=', handbookId)
    .where('edition.slug', '=', slug)
    .executeTakeFirst();
}

/** The edition that has no upstream: every handbook has one. */
export async function findCore(
  db: Kysely<Schema>,
  handbookId: HandbookId,
): Promise<PlacedEdition | undefined> {
  return placed(db)
    .where('edition.handbook_id', '=', handbookId)
    .where('edition.upstream_id', 'is', null)
    .executeTakeFirst();
}

/** Every slug in a handbook, deleted editions' included. */
export async function editionSlugs(
  db: Kysely<Schema>,
  handbookId: HandbookId,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('edition')
    .select('slug')
    .where('handbook_id', '=', handbookId)
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}

/** Adds an edition; its slug must be free in the handbook. */
export async function insertEdition(db: Kysely<Schema>, row: EditionRow): Promise<void> {
  await db.insertInto('edition').values(row).execute();
}

/** Changes what is given; nothing for nothing. */
export async function updateEdition(
  db: Kysely<Schema>,
  id: EditionId,
  change: Partial<Omit<EditionRow, 'id' | 'handbook_id' | 'upstream_id'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('edition').set(change).where('id', '=', id).execute();
}

/**
 * Holds the edition until the transaction ends, so that of two who arrange its chapters at once the
 * second sees what the first did. A write that changes nothing, since SQLite knows no FOR UPDATE.
 */
export async function lockEdition(db: Kysely<Schema>, id: EditionId): Promise<void> {
  await db
    .updateTable('edition')
    .set((eb) => ({ city: eb.ref('city') }))
    .where('id', '=', id)
    .execute();
}

/** The same for a handbook, before an edition is added to it. */
export async function lockHandbook(db: Kysely<Schema>, id: HandbookId): Promise<void> {
  await db
    .updateTable('handbook')
    .set((eb) => ({ slug: eb.ref('slug') }))
    .where('id', '=', id)
    .execute();
}
