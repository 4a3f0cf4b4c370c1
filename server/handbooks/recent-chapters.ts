/** Which chapters somebody wrote in last, of those that the asker may read. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import { NOT_EDITS } from './edition-summaries.ts';

/** An edition, and where it is, to ask who may read it. */
export interface EditionPlace {
  readonly id: EditionId;
  readonly handbookId: HandbookId;
  readonly isCore: boolean;
}

/** Every edition that is there, of every handbook that is. */
export async function listEditionPlaces(db: Kysely<Schema>): Promise<EditionPlace[]> {
  const rows = await db
    .selectFrom('edition')
    .innerJoin('handbook', 'handbook.id', 'edition.handbook_id')
    .select(['edition.id', 'edition.handbook_id as handbookId', 'edition.upstream_id'])
    .where('edition.deleted_at', 'is', null)
    .where('handbook.deleted_at', 'is', null)
    .execute();
  return rows.map(({ upstream_id, ...row }) => ({ ...row, isCore: upstream_id === null }));
}

/** A chapter, and when somebody wrote in it last. */
export interface RecentChapter {
  readonly id: ChapterId;
  readonly title: string;
  readonly edition: { readonly slug: string; readonly city: string; readonly language: string };
  readonly handbook: { readonly slug: string; readonly title: string };
  readonly editedAt: Millis;
  /** Names of those who wrote in its newest revision, sorted. */
  readonly editedBy: readonly string[];
}

/** The chapters of these editions that were edited last, newest first; those never edited are not. */
export async function recentChapters(
  db: Kysely<Schema>,
  editionIds: readonly EditionId[],
  limit: number,
): Promise<RecentChapter[]> {
  if (editionIds.length === 0) return [];
  const rows = await db
    .selectFrom('chapter')
    .innerJoin('edition', 'edition.id', 'chapter.edition_id')
    .innerJoin('handbook', 'handbook.id', 'edition.handbook_id')
    .innerJoin('revision', (join) =>
      join.onRef('revision.chapter_id', '=', 'chapter.id').on('revision.number', '=', (eb) =>
        // From the newest backwards to the first that somebody wrote: most often one step.
        eb
          .selectFrom('revision as edit')
          .select('edit.number')
          .whereRef('edit.chapter_id', '=', 'chapter.id')
          .where('edit.reason', 'not in', NOT_EDITS)
          .orderBy('edit.number', 'desc')
          .limit(1),
      ),
    )
    .select(['chapter.id', 'chapter.title', 'revision.number', 'revision.at'])
    .select(['edition.slug', 'edition.city', 'edition.language', 'edition.title as ownTitle'])
    .select(['handbook.slug as handbookSlug', 'handbook.title as handbookTitle'])
    .where('chapter.edition_id', 'in', [...editionIds])
    .where('chapter.deleted_at', 'is', null)
    .orderBy('revision.at', 'desc')
    .orderBy('chapter.id')
    .limit(limit)
    .execute();
  const names = await authorsOf(db, rows);
  return rows.map(({ id, title, slug, city, language, at, ...row }) => ({
    id,
    title,
    edition: { slug, city, language },
    handbook: { slug: row.handbookSlug, title: row.ownTitle || row.handbookTitle },
    editedAt: at,
    editedBy: names.get(id) ?? [],
  }));
}

async function authorsOf(
  db: Kysely<Schema>,
  revisions: readonly { readonly id: ChapterId; readonly number: number }[],
): Promise<Map<ChapterId, string[]>> {
  if (revisions.length === 0) return new Map();
  const rows = await db
    .selectFrom('revision_author')
    .innerJoin('person', 'person.id', 'revision_author.person_id')
    .select(['revision_author.chapter_id as id', 'person.name'])
    .where((eb) =>
      eb.or(
        revisions.map(({ id, number }) =>
          eb.and([
            eb('revision_author.chapter_id', '=', id),
            eb('revision_author.number', '=', number),
          ]),
        ),
      ),
    )
    .orderBy('person.name')
    .execute();
  const names = new Map<ChapterId, string[]>();
  for (const { id, name } of rows) names.set(id, [...(names.get(id) ?? []), name]);
  return names;
}
