/** Queries on handbooks' own rows. */
import type { Kysely, Selectable } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Range } from '#server/http/http.ts';
import type { HandbookId, PersonId } from '#shared/ids.ts';

/** A handbook as it is stored. */
export type HandbookRow = Selectable<Schema['handbook']>;

/** Adds a handbook; its slug must be free. */
export async function insertHandbook(db: Kysely<Schema>, row: HandbookRow): Promise<void> {
  await db.insertInto('handbook').values(row).execute();
}

/** By id first: nobody can hide a handbook behind another's slug. Undefined when deleted. */
export async function findHandbook(
  db: Kysely<Schema>,
  idOrSlug: string,
): Promise<HandbookRow | undefined> {
  const rows = await db
    .selectFrom('handbook')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where((eb) => eb.or([eb('id', '=', idOrSlug as HandbookId), eb('slug', '=', idOrSlug)]))
    .execute();
  return rows.find(({ id }) => id === idOrSlug) ?? rows[0];
}

/** Every slug that a handbook has, the deleted ones included. */
export async function handbookSlugs(db: Kysely<Schema>): Promise<Set<string>> {
  const rows = await db.selectFrom('handbook').select('slug').execute();
  return new Set(rows.map(({ slug }) => slug));
}

/** Handbooks by id: those in which the reader holds any role, or all of them. */
export async function listHandbooks(
  db: Kysely<Schema>,
  reader: PersonId | 'everyone',
  { after, limit }: Range<HandbookId>,
): Promise<HandbookRow[]> {
  let query = db
    .selectFrom('handbook')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  if (reader !== 'everyone') {
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('membership').select('handbook_id').where('person_id', '=', reader),
    );
  }
  return query.execute();
}

/** Changes what is given; nothing for nothing. */
export async function updateHandbook(
  db: Kysely<Schema>,
  id: HandbookId,
  change: Partial<Pick<HandbookRow, 'title' | 'summary' | 'licence' | 'model'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('handbook').set(change).where('id', '=', id).execute();
}

/** Deletes it unless it is deleted already; whether it did. */
export async function markHandbookDeleted(
  db: Kysely<Schema>,
  id: HandbookId,
  at: Millis,
): Promise<boolean> {
  const result = await db
    .updateTable('handbook')
    .set({ deleted_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Brings back what was deleted after `since`; whether it did. */
export async function unmarkHandbookDeleted(
  db: Kysely<Schema>,
  id: HandbookId,
  since: Millis,
): Promise<boolean> {
  const result = await db
    .updateTable('handbook')
    .set({ deleted_at: null })
    .where('id', '=', id)
    .where('deleted_at', '>', since)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A handbook in the bin. */
export interface DeletedHandbook {
  readonly id: HandbookId;
  readonly title: string;
  readonly deletedAt: Millis;
}

/** Handbooks deleted after `since`, by id. */
export async function listDeletedHandbooks(
  db: Kysely<Schema>,
  since: Millis,
  { after, limit }: Range<HandbookId>,
): Promise<DeletedHandbook[]> {
  const rows = await db
    .selectFrom('handbook')
    .select(['id', 'title', 'deleted_at'])
    .where('deleted_at', '>', since)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, title, deleted_at }) => ({ id, title, deletedAt: deleted_at ?? 0 }));
}
