/** Queries on chapters: their place and state, never their text. */
import type { Kysely, Selectable } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Range } from '#server/http/http.ts';
import type { ChapterId, EditionId, PersonId } from '#shared/ids.ts';

/** A chapter as it is stored. */
export type ChapterRow = Selectable<Schema['chapter']>;

/** Adds a chapter's row; its text is somebody else's to write. */
export async function insertChapter(db: Kysely<Schema>, row: ChapterRow): Promise<void> {
  await db.insertInto('chapter').values(row).execute();
}

/** Whatever its state, deleted included. */
export async function findChapter(
  db: Kysely<Schema>,
  id: ChapterId,
): Promise<ChapterRow | undefined> {
  return db.selectFrom('chapter').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The chapters of an edition in order, without the deleted ones. */
export async function listChapters(
  db: Kysely<Schema>,
  editionId: EditionId,
): Promise<ChapterRow[]> {
  const all = await listAllChapters(db, editionId);
  return all.filter(({ deleted_at }) => deleted_at === null);
}

/** The same with the deleted ones: they keep their place, to come back to it. */
export async function listAllChapters(
  db: Kysely<Schema>,
  editionId: EditionId,
): Promise<ChapterRow[]> {
  return db
    .selectFrom('chapter')
    .selectAll()
    .where('edition_id', '=', editionId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Changes what is given; nothing for nothing. */
export async function updateChapter(
  db: Kysely<Schema>,
  id: ChapterId,
  change: Partial<Pick<ChapterRow, 'title' | 'omitted_at' | 'position' | 'base_revision'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('chapter').set(change).where('id', '=', id).execute();
}

/** Deletes unless it is deleted already; whether it did. */
export async function markChapterDeleted(
  db: Kysely<Schema>,
  id: ChapterId,
  by: { readonly personId: PersonId | null; readonly at: Millis },
): Promise<boolean> {
  const result = await db
    .updateTable('chapter')
    .set({ deleted_at: by.at, deleted_by: by.personId })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Brings back what was deleted after `since`; whether it did. */
export async function unmarkChapterDeleted(
  db: Kysely<Schema>,
  id: ChapterId,
  since: Millis,
): Promise<boolean> {
  const result = await db
    .updateTable('chapter')
    .set({ deleted_at: null, deleted_by: null })
    .where('id', '=', id)
    .where('deleted_at', '>', since)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A chapter in the bin. */
export interface DeletedChapter {
  readonly id: ChapterId;
  readonly title: string;
  readonly deletedAt: Millis;
  /** '' when it was the command line. */
  readonly deletedBy: string;
}

/** Chapters deleted after `since`, by id. */
export async function listDeleted(
  db: Kysely<Schema>,
  where: { readonly editionId: EditionId; readonly since: Millis },
  { after, limit }: Range<ChapterId>,
): Promise<DeletedChapter[]> {
  const rows = await db
    .selectFrom('chapter')
    .leftJoin('person', 'person.id', 'chapter.deleted_by')
    .select(['chapter.id as id', 'title', 'deleted_at', 'person.name as name'])
    .where('edition_id', '=', where.editionId)
    .where('deleted_at', '>', where.since)
    .where('chapter.id', '>', after)
    .orderBy('chapter.id')
    .limit(limit)
    .execute();
  return rows.map(({ id, title, deleted_at, name }) => ({
    id,
    title,
    deletedAt: deleted_at ?? 0,
    deletedBy: name ?? '',
  }));
}
