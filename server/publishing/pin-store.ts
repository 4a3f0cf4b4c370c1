/** What a manifest is pinned from: read in one snapshot, so that it never mixes two moments. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import { NOT_EDITS } from '#server/handbooks/handbooks.ts';
import type { ChapterId, EditionId, HandbookId, Hash } from '#shared/ids.ts';

/** An edition that is there, with its handbook; undefined when either is deleted or unknown. */
export async function readEdition(db: Kysely<Schema>, id: EditionId) {
  return db
    .selectFrom('edition')
    .innerJoin('handbook', 'handbook.id', 'edition.handbook_id')
    .leftJoin('release', 'release.id', 'edition.base_release_id')
    .leftJoin('edition as upstream', 'upstream.id', 'edition.upstream_id')
    .select([
      'edition.id',
      'edition.slug',
      'edition.title',
      'edition.summary',
      'edition.credits',
      'upstream.credits as upstreamCredits',
      'edition.city',
      'edition.country',
      'edition.language',
      'edition.latitude',
      'edition.longitude',
      'release.number as basedOnRelease',
      'handbook.id as handbookId',
      'handbook.slug as handbookSlug',
      'handbook.title as handbookTitle',
      'handbook.summary as handbookSummary',
      'handbook.licence',
      'handbook.language as handbookLanguage',
    ])
    .where('edition.id', '=', id)
    .where('edition.deleted_at', 'is', null)
    .where('handbook.deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The edition with these slugs or ids. */
export async function findEdition(
  db: Kysely<Schema>,
  wanted: { readonly handbook: string; readonly edition: string },
): Promise<EditionId | undefined> {
  const { handbook, edition } = wanted;
  const found = await db
    .selectFrom('edition')
    .innerJoin('handbook', 'handbook.id', 'edition.handbook_id')
    .select('edition.id')
    .where((eb) =>
      eb.or([eb('handbook.slug', '=', handbook), eb('handbook.id', '=', handbook as HandbookId)]),
    )
    .where((eb) =>
      eb.or([eb('edition.slug', '=', edition), eb('edition.id', '=', edition as EditionId)]),
    )
    .where('edition.deleted_at', 'is', null)
    .where('handbook.deleted_at', 'is', null)
    .executeTakeFirst();
  return found?.id;
}

/** The chapters that are there, in order, those left out included, each with its newest revision. */
export async function readChapters(db: Kysely<Schema>, editionId: EditionId) {
  return db
    .selectFrom('chapter')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('revision')
          .select(({ fn }) => ['chapter_id', fn.max('number').as('number'), fn.max('at').as('at')])
          .groupBy('chapter_id')
          .as('newest'),
      (join) => join.onRef('newest.chapter_id', '=', 'chapter.id'),
    )
    .select([
      'chapter.id',
      'chapter.slug',
      'chapter.title',
      'chapter.omitted_at',
      'chapter.upstream_id',
      'chapter.base_revision',
      'newest.number',
      'newest.at',
    ])
    .where('chapter.edition_id', '=', editionId)
    .where('chapter.deleted_at', 'is', null)
    .orderBy('chapter.position')
    .orderBy('chapter.id')
    .execute();
}

/** Every fact that the handbook asks for, filled in or not, in the handbook's order. */
export async function readFacts(
  db: Kysely<Schema>,
  of: { readonly handbookId: HandbookId; readonly editionId: EditionId },
) {
  return db
    .selectFrom('fact')
    .leftJoin('fact_value', (join) =>
      join
        .onRef('fact_value.name', '=', 'fact.name')
        .on('fact_value.edition_id', '=', of.editionId),
    )
    .select([
      'fact.name',
      'fact.type',
      'fact.label',
      'fact.help',
      'fact_value.value',
      'fact_value.source',
      'fact_value.review_by',
      'fact_value.label as ownLabel',
    ])
    .where('fact.handbook_id', '=', of.handbookId)
    .orderBy('fact.position')
    .orderBy('fact.name')
    .execute();
}

/**
 * Who wrote these chapters up to these revisions (null: up to now), each name once, sorted. Nobody wrote
 * what a chapter began with: whoever made it, a copy or an import, brought others' words.
 */
export async function readAuthors(
  db: Kysely<Schema>,
  chapters: readonly { readonly id: ChapterId; readonly upTo: number | null }[],
): Promise<string[]> {
  if (chapters.length === 0) return [];
  const rows = await db
    .selectFrom('revision_author')
    .innerJoin('person', 'person.id', 'revision_author.person_id')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.chapter_id', '=', 'revision_author.chapter_id')
        .onRef('revision.number', '=', 'revision_author.number'),
    )
    .select(['person.name', 'revision_author.chapter_id', 'revision_author.number'])
    .distinct()
    .where(
      'revision_author.chapter_id',
      'in',
      chapters.map(({ id }) => id),
    )
    .where('revision.reason', 'not in', NOT_EDITS)
    .execute();
  const limits = new Map(chapters.map(({ id, upTo }) => [id, upTo ?? Number.POSITIVE_INFINITY]));
  const names = rows
    .filter(({ chapter_id, number }) => number <= (limits.get(chapter_id) ?? 0))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}

/** Which of these pictures the handbook has. */
export async function readPictures(
  db: Kysely<Schema>,
  handbookId: HandbookId,
  hashes: readonly Hash[],
) {
  if (hashes.length === 0) return [];
  return db
    .selectFrom('image')
    .select(['hash', 'width', 'height', 'name'])
    .where('handbook_id', '=', handbookId)
    .where('hash', 'in', hashes)
    .orderBy('hash')
    .execute();
}

export type PinnedEdition = NonNullable<Awaited<ReturnType<typeof readEdition>>>;
export type PinnedChapter = Awaited<ReturnType<typeof readChapters>>[number];

/** The newest of some times; 0 of none. */
export function newest(times: readonly (Millis | null)[]): Millis {
  return Math.max(0, ...times.map((time) => Number(time ?? 0)));
}
