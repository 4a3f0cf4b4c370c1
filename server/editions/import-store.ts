/** The rows that an import writes beside those of handbooks and chapters. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { BlockId, ChapterId, EditionId, HandbookId, Hash } from '#shared/ids.ts';
import type { FactValueModel, LineageModel } from './handbook-model.ts';

type Db = Kysely<Schema>;

/** What an edition says of its facts, by their names, and since when. */
interface FilledFacts {
  readonly facts: ReadonlyMap<string, FactValueModel & { readonly label?: string }>;
  readonly at: Millis;
}

/** For an edition that has none yet. */
export async function insertFactValues(
  db: Db,
  editionId: EditionId,
  { facts, at }: FilledFacts,
): Promise<void> {
  const rows = [...facts].map(([name, { value, source, reviewBy, label = '' }]) => ({
    edition_id: editionId,
    name,
    value,
    source,
    review_by: reviewBy,
    label,
    updated_at: at,
    updated_by: null,
  }));
  if (rows.length > 0) await db.insertInto('fact_value').values(rows).execute();
}

/** For a chapter that has none yet. */
export async function insertPolicies(
  db: Db,
  chapterId: ChapterId,
  policies: ReadonlyMap<BlockId, string>,
): Promise<void> {
  const rows = [...policies].map(([block_id, policy]) => ({
    chapter_id: chapterId,
    block_id,
    policy,
  }));
  if (rows.length > 0) await db.insertInto('block_policy').values(rows).execute();
}

/** The policies that say something, by block; `free` is what goes without saying. */
export async function policiesOf(db: Db, chapterId: ChapterId): Promise<Map<BlockId, string>> {
  const rows = await db
    .selectFrom('block_policy')
    .select(['block_id', 'policy'])
    .where('chapter_id', '=', chapterId)
    .where('policy', '!=', 'free')
    .orderBy('block_id')
    .execute();
  return new Map(rows.map(({ block_id, policy }) => [block_id, policy]));
}

/** For a chapter that has none yet. */
export async function insertLineage(
  db: Db,
  chapterId: ChapterId,
  lineage: readonly LineageModel[],
): Promise<void> {
  const rows = lineage.map((line) => ({
    chapter_id: chapterId,
    block_id: line.blockId,
    reason: line.reason,
    sentence: line.sentence,
    differs_in_substance: line.differsInSubstance ? 1 : 0,
    translates: line.translates,
  }));
  if (rows.length > 0) await db.insertInto('block_lineage').values(rows).execute();
}

/** A picture whose file is kept already. */
export interface StoredImage {
  readonly hash: Hash;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly name: string;
}

/** Adds pictures to a handbook; one that it has already stays as it is. */
export async function insertImages(
  db: Db,
  handbookId: HandbookId,
  { images, at }: { readonly images: readonly StoredImage[]; readonly at: Millis },
): Promise<void> {
  if (images.length === 0) return;
  const rows = images.map((image) => ({ ...image, handbook_id: handbookId, created_at: at }));
  await db
    .insertInto('image')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The chapters of an edition's release by its number, in order; undefined for no such release. */
export async function findRelease(
  db: Db,
  editionId: EditionId,
  number: number,
): Promise<readonly { readonly chapterId: ChapterId; readonly revision: number }[] | undefined> {
  const release = await db
    .selectFrom('release')
    .select('id')
    .where('edition_id', '=', editionId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (release === undefined) return undefined;
  return db
    .selectFrom('release_chapter')
    .select(['chapter_id as chapterId', 'revision_number as revision'])
    .where('release_id', '=', release.id)
    .orderBy('position')
    .execute();
}
