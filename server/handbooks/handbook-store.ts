/** Queries on handbooks and the facts that they ask for. */
import type { Kysely, Selectable } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { EditionId, HandbookId, PersonId } from '#shared/ids.ts';

export type HandbookRow = Selectable<Schema['handbook']>;
export type FactRow = Selectable<Schema['fact']>;

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

/** Handbooks after `after`, by id: those in which the reader holds any role, or all of them. */
export async function listHandbooks(
  db: Kysely<Schema>,
  reader: PersonId | 'everyone',
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<HandbookRow[]> {
  let query = db
    .selectFrom('handbook')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('id', '>', after as HandbookId)
    .orderBy('id')
    .limit(limit);
  if (reader !== 'everyone') {
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('membership').select('handbook_id').where('person_id', '=', reader),
    );
  }
  return query.execute();
}

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

export interface DeletedHandbook {
  readonly id: HandbookId;
  readonly title: string;
  readonly deletedAt: Millis;
}

/** Handbooks deleted after `since`, by id, after `after`. */
export async function listDeletedHandbooks(
  db: Kysely<Schema>,
  since: Millis,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<DeletedHandbook[]> {
  const rows = await db
    .selectFrom('handbook')
    .select(['id', 'title', 'deleted_at'])
    .where('deleted_at', '>', since)
    .where('id', '>', after as HandbookId)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, title, deleted_at }) => ({ id, title, deletedAt: deleted_at ?? 0 }));
}

/** The facts that a handbook asks for, in order. */
export async function listFacts(db: Kysely<Schema>, handbookId: HandbookId): Promise<FactRow[]> {
  return listFactsOf(db, [handbookId]);
}

/** The facts of several handbooks, those of each in order. */
export async function listFactsOf(
  db: Kysely<Schema>,
  handbookIds: readonly HandbookId[],
): Promise<FactRow[]> {
  if (handbookIds.length === 0) return [];
  return db
    .selectFrom('fact')
    .selectAll()
    .where('handbook_id', 'in', [...handbookIds])
    .orderBy('position')
    .orderBy('name')
    .execute();
}

/**
 * Replaces the facts that a handbook asks for. Values that cities filled in stay, also of facts that
 * are no longer asked for: asked for again, they are there again.
 */
export async function replaceFacts(
  db: Kysely<Schema>,
  handbookId: HandbookId,
  facts: readonly Omit<FactRow, 'handbook_id' | 'position'>[],
): Promise<void> {
  await db.deleteFrom('fact').where('handbook_id', '=', handbookId).execute();
  if (facts.length === 0) return;
  const rows = facts.map(({ name, type, label, help }, position) => ({
    handbook_id: handbookId,
    name,
    type,
    label,
    help,
    position,
  }));
  await db.insertInto('fact').values(rows).execute();
}

export interface EditionSummary {
  readonly id: EditionId;
  readonly handbookId: HandbookId;
  readonly slug: string;
  /** Its own title, '' where it bears the handbook's. */
  readonly ownTitle: string;
  readonly city: string;
  readonly country: string;
  readonly language: string;
  readonly isCore: boolean;
  readonly chapterCount: number;
  /** Of the last revision that somebody wrote; null when there is none. */
  readonly editedAt: Millis | null;
}

/** The editions of some handbooks, the core first, then by city. */
export async function summarizeEditions(
  db: Kysely<Schema>,
  handbookIds: readonly HandbookId[],
): Promise<EditionSummary[]> {
  if (handbookIds.length === 0) return [];
  const rows = await db
    .selectFrom('edition')
    .leftJoin('chapter', (join) =>
      join
        .onRef('chapter.edition_id', '=', 'edition.id')
        .on('chapter.deleted_at', 'is', null)
        .on('chapter.omitted_at', 'is', null),
    )
    .select(['edition.id as id', 'edition.handbook_id as handbookId', 'edition.slug as slug'])
    .select(['city', 'country', 'language', 'edition.title as ownTitle'])
    .select('edition.upstream_id as upstreamId')
    .select((eb) => eb.fn.count('chapter.id').as('chapterCount'))
    .where('edition.handbook_id', 'in', [...handbookIds])
    .where('edition.deleted_at', 'is', null)
    .groupBy(['edition.id', 'edition.handbook_id', 'edition.slug', 'city', 'country'])
    .groupBy(['language', 'edition.title', 'edition.upstream_id'])
    .orderBy('city')
    .orderBy('edition.slug')
    .execute();
  const edited = await lastEdits(
    db,
    rows.map(({ id }) => id),
  );
  return rows
    .map(({ upstreamId, chapterCount, ...row }) => ({
      ...row,
      isCore: upstreamId === null,
      chapterCount: Number(chapterCount),
      editedAt: edited.get(row.id) ?? null,
    }))
    .sort((a, b) => Number(b.isCore) - Number(a.isCore));
}

/** Reasons of revisions whose text nobody wrote here. */
export const NOT_EDITS: readonly string[] = ['seed', 'import'];

async function lastEdits(
  db: Kysely<Schema>,
  editionIds: readonly EditionId[],
): Promise<Map<EditionId, Millis>> {
  if (editionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('revision')
    .innerJoin('chapter', 'chapter.id', 'revision.chapter_id')
    .select(['chapter.edition_id as editionId'])
    .select((eb) => eb.fn.max('revision.at').as('at'))
    .where('chapter.edition_id', 'in', [...editionIds])
    .where('chapter.deleted_at', 'is', null)
    .where('revision.reason', 'not in', NOT_EDITS)
    .groupBy('chapter.edition_id')
    .execute();
  return new Map(rows.map(({ editionId, at }) => [editionId, Number(at)]));
}
