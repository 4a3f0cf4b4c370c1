/** Editions as the pages of their handbooks list them, with what is counted of their chapters. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { EditionId, HandbookId } from '#shared/ids.ts';

/** One edition in such a list. */
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
export const NOT_EDITS: readonly string[] = ['seed'];

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
