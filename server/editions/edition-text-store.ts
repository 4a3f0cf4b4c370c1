/** Queries on releases, revisions' heads and what is said of blocks, for whole editions at once. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import { NOT_EDITS } from '#server/handbooks/handbooks.ts';
import type { BlockId, ChapterId, EditionId, PersonId, ReleaseId } from '#shared/ids.ts';
import type { SaidOfBlock } from './lineage.ts';

export interface RevisionHead {
  readonly number: number;
  readonly wordCount: number;
  /** When somebody last changed the text; null while it is as it was seeded or imported. */
  readonly editedAt: Millis | null;
}

/** The newest revision of each chapter of an edition. */
export async function newestRevisions(
  db: Kysely<Schema>,
  editionId: EditionId,
): Promise<Map<ChapterId, RevisionHead>> {
  const rows = await db
    .selectFrom('revision')
    .innerJoin('chapter', 'chapter.id', 'revision.chapter_id')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('revision')
          .select('chapter_id')
          .select((eb) => eb.fn.max('number').as('number'))
          .groupBy('chapter_id')
          .as('newest'),
      (join) =>
        join
          .onRef('newest.chapter_id', '=', 'revision.chapter_id')
          .onRef('newest.number', '=', 'revision.number'),
    )
    .select(['revision.chapter_id as id', 'revision.number as number', 'at', 'reason'])
    .select('word_count as wordCount')
    .where('chapter.edition_id', '=', editionId)
    .execute();
  return new Map(
    rows.map(({ id, number, at, reason, wordCount }) => [
      id,
      { number, wordCount, editedAt: NOT_EDITS.includes(reason) ? null : at },
    ]),
  );
}

/** What people said of the blocks of an edition's chapters. */
export async function saidOfEdition(
  db: Kysely<Schema>,
  editionId: EditionId,
): Promise<Map<ChapterId, Map<BlockId, SaidOfBlock & { reason: string; sentence: string }>>> {
  const rows = await db
    .selectFrom('block_lineage')
    .innerJoin('chapter', 'chapter.id', 'block_lineage.chapter_id')
    .select(['chapter.id as chapterId', 'block_id', 'reason', 'sentence'])
    .select(['differs_in_substance', 'translates'])
    .where('chapter.edition_id', '=', editionId)
    .execute();
  const said = new Map<
    ChapterId,
    Map<BlockId, SaidOfBlock & { reason: string; sentence: string }>
  >();
  for (const { chapterId, block_id, reason, sentence, differs_in_substance, translates } of rows) {
    const blocks = said.get(chapterId) ?? new Map();
    blocks.set(block_id, {
      reason,
      sentence,
      translates,
      differsInSubstance: differs_in_substance === 1,
    });
    said.set(chapterId, blocks);
  }
  return said;
}

/** A frozen state of an edition, by its number. */
export interface Release {
  readonly id: ReleaseId;
  readonly number: number;
  /** In order. */
  readonly chapters: readonly ReleasedChapter[];
}

/** One of its chapters, as the revision that it then was. */
export interface ReleasedChapter {
  readonly chapterId: ChapterId;
  readonly revision: number;
}

/** Undefined while an edition has none. */
export async function newestRelease(
  db: Kysely<Schema>,
  editionId: EditionId,
): Promise<Release | undefined> {
  const release = await db
    .selectFrom('release')
    .select(['id', 'number'])
    .where('edition_id', '=', editionId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!release) return undefined;
  const chapters = await db
    .selectFrom('release_chapter')
    .select(['chapter_id as chapterId', 'revision_number as revision'])
    .where('release_id', '=', release.id)
    .orderBy('position')
    .execute();
  return { ...release, chapters };
}

/** Adds a release; its number must be new in the edition. */
export async function insertRelease(
  db: Kysely<Schema>,
  editionId: EditionId,
  release: Release & { readonly at: Millis; readonly by: PersonId | null },
): Promise<void> {
  await db
    .insertInto('release')
    .values({
      id: release.id,
      edition_id: editionId,
      number: release.number,
      created_at: release.at,
      created_by: release.by,
    })
    .execute();
  if (release.chapters.length === 0) return;
  const rows = release.chapters.map(({ chapterId, revision }, position) => ({
    release_id: release.id,
    chapter_id: chapterId,
    revision_number: revision,
    position,
  }));
  await db.insertInto('release_chapter').values(rows).execute();
}
