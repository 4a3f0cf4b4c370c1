/** Queries that take chapters off the disk for good. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { ChapterId, HandbookId } from '#shared/ids.ts';

/** A chapter that has been deleted for long enough. */
export interface PurgedChapter {
  readonly id: ChapterId;
  /** A release or a city's chapter refers to its revisions. */
  readonly isReferred: boolean;
}

/** Those of all its editions that are not deleted on their own. */
export async function chaptersOfHandbook(db: Kysely<Schema>, id: HandbookId): Promise<ChapterId[]> {
  const rows = await db
    .selectFrom('chapter')
    .innerJoin('edition', 'edition.id', 'chapter.edition_id')
    .select('chapter.id as id')
    .where('edition.handbook_id', '=', id)
    .where('chapter.deleted_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** Chapters deleted before `since` that still have something to take away. */
export async function chaptersToPurge(db: Kysely<Schema>, since: Millis): Promise<PurgedChapter[]> {
  const rows = await db
    .selectFrom('chapter')
    .select('id')
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('release_chapter')
            .select('release_id')
            .whereRef('release_chapter.chapter_id', '=', 'chapter.id'),
        )
        .as('isReleased'),
      eb
        .exists(
          eb
            .selectFrom('chapter as city')
            .select('city.id')
            .whereRef('city.upstream_id', '=', 'chapter.id'),
        )
        .as('isUpstream'),
      eb
        .exists(
          eb
            .selectFrom('chapter_snapshot')
            .select('sequence')
            .whereRef('chapter_snapshot.chapter_id', '=', 'chapter.id'),
        )
        .as('isLive'),
    ])
    .where('deleted_at', '<=', since)
    .execute();
  return rows
    .map(({ id, isReleased, isUpstream, isLive }) => ({
      id,
      isReferred: Boolean(isReleased) || Boolean(isUpstream),
      isLive: Boolean(isLive),
    }))
    .filter(({ isReferred, isLive }) => isLive || !isReferred);
}

/** Nothing happens to a chapter that was brought back since it was listed. */
export async function purgeChapter(
  db: Kysely<Schema>,
  { id, isReferred }: PurgedChapter,
  since: Millis,
): Promise<void> {
  const due = await db
    .selectFrom('chapter')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', '<=', since)
    .executeTakeFirst();
  if (!due) return;
  await db.deleteFrom('chapter_update').where('chapter_id', '=', id).execute();
  await db.deleteFrom('chapter_snapshot').where('chapter_id', '=', id).execute();
  if (isReferred) return;
  await db.deleteFrom('author_range').where('chapter_id', '=', id).execute();
  await db.deleteFrom('revision_author').where('chapter_id', '=', id).execute();
  await db.deleteFrom('revision').where('chapter_id', '=', id).execute();
  await db.deleteFrom('block_version').where('chapter_id', '=', id).execute();
  await db.deleteFrom('block_lineage').where('chapter_id', '=', id).execute();
  await db.deleteFrom('block_policy').where('chapter_id', '=', id).execute();
  await db.deleteFrom('chapter').where('id', '=', id).execute();
}

/** Deletes handbooks deleted before `since` with everything that is theirs; how many went. */
export async function purgeHandbooks(db: Kysely<Schema>, since: Millis): Promise<number> {
  const result = await db
    .deleteFrom('handbook')
    .where('deleted_at', '<=', since)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Deletes the content that no chapter's history has any more. */
export async function sweepBlocks(db: Kysely<Schema>): Promise<void> {
  await db
    .deleteFrom('block')
    .where('hash', 'not in', (eb) => eb.selectFrom('block_version').select('hash'))
    .execute();
}
