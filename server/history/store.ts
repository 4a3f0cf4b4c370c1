/** Every query of history. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { BlockId, ChapterId, Hash, PersonId } from '#shared/ids.ts';
import { packNumbers, unpackNumbers } from './numbers.ts';

type Db = Kysely<Schema>;

/** A revision without its text. */
export interface RevisionRow {
  readonly number: number;
  readonly at: Millis;
  readonly reason: string;
  readonly name: string;
  /** The last row of chapter_update that it contains. */
  readonly sequence: number;
  readonly wordCount: number;
  /** Numbers of block versions, in order. */
  readonly versions: readonly number[];
}

/** One content that a block of the chapter has had. */
export interface BlockVersion {
  readonly number: number;
  readonly id: BlockId;
  readonly hash: Hash;
}

const COLUMNS = ['number', 'at', 'reason', 'name', 'sequence', 'word_count', 'blocks'] as const;

interface StoredRevision {
  number: number;
  at: Millis;
  reason: string;
  name: string;
  sequence: number;
  word_count: number;
  blocks: Uint8Array;
}

function rowOf({ blocks, word_count, ...row }: StoredRevision): RevisionRow {
  return { ...row, wordCount: word_count, versions: unpackNumbers(blocks) };
}

/** The chapter's newest revision; undefined when none was kept yet. */
export async function findLatest(db: Db, chapterId: ChapterId): Promise<RevisionRow | undefined> {
  const row = await db
    .selectFrom('revision')
    .select(COLUMNS)
    .where('chapter_id', '=', chapterId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && rowOf(row);
}

/** Undefined when there is none of this number. */
export async function findRevision(
  db: Db,
  chapterId: ChapterId,
  number: number,
): Promise<RevisionRow | undefined> {
  const row = await db
    .selectFrom('revision')
    .select(COLUMNS)
    .where('chapter_id', '=', chapterId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row && rowOf(row);
}

/** Newest first, those older than `before`. */
export async function listRevisions(
  db: Db,
  chapterId: ChapterId,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<RevisionRow[]> {
  const rows = await db
    .selectFrom('revision')
    .select(COLUMNS)
    .where('chapter_id', '=', chapterId)
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

/** Oldest first, those newer than `after`. */
export async function listRevisionsAfter(
  db: Db,
  chapterId: ChapterId,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<RevisionRow[]> {
  const rows = await db
    .selectFrom('revision')
    .select(COLUMNS)
    .where('chapter_id', '=', chapterId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

/** The authors' names of each revision between two numbers, both included, by number. */
export async function authorNames(
  db: Db,
  chapterId: ChapterId,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('revision_author')
    .innerJoin('person', 'person.id', 'revision_author.person_id')
    .select(['revision_author.number', 'person.name'])
    .where('chapter_id', '=', chapterId)
    .where('number', '>=', from)
    .where('number', '<=', to)
    .orderBy('person.name')
    .execute();
  const names = new Map<number, string[]>();
  for (const { number, name } of rows) names.set(number, [...(names.get(number) ?? []), name]);
  return names;
}

/** More values than this in one statement and SQLite refuses it. */
const MOST_VALUES = 5_000;

function portions<Value>(values: readonly Value[]): Value[][] {
  const count = Math.ceil(values.length / MOST_VALUES);
  return Array.from({ length: count }, (_, at) =>
    values.slice(at * MOST_VALUES, (at + 1) * MOST_VALUES),
  );
}

/** Block versions by their numbers, in no order. */
export async function versionsByNumber(
  db: Db,
  chapterId: ChapterId,
  numbers: readonly number[],
): Promise<BlockVersion[]> {
  const found: BlockVersion[] = [];
  for (const portion of portions([...new Set(numbers)])) {
    const rows = await db
      .selectFrom('block_version')
      .select(['number', 'block_id as id', 'hash'])
      .where('chapter_id', '=', chapterId)
      .where('number', 'in', portion)
      .execute();
    found.push(...rows);
  }
  return found;
}

/** Block versions with one of these contents. */
export async function versionsByHash(
  db: Db,
  chapterId: ChapterId,
  hashes: readonly Hash[],
): Promise<BlockVersion[]> {
  const found: BlockVersion[] = [];
  for (const portion of portions(hashes)) {
    const rows = await db
      .selectFrom('block_version')
      .select(['number', 'block_id as id', 'hash'])
      .where('chapter_id', '=', chapterId)
      .where('hash', 'in', portion)
      .execute();
    found.push(...rows);
  }
  return found;
}

/** The canonical JSON of each content. */
export async function contentsByHash(db: Db, hashes: readonly Hash[]): Promise<Map<Hash, string>> {
  const contents = new Map<Hash, string>();
  for (const portion of portions([...new Set(hashes)])) {
    const rows = await db
      .selectFrom('block')
      .select(['hash', 'json'])
      .where('hash', 'in', portion)
      .execute();
    for (const { hash, json } of rows) contents.set(hash, json);
  }
  return contents;
}

/** The highest number that a block version of the chapter has; 0 when it has none. */
export async function lastVersionNumber(db: Db, chapterId: ChapterId): Promise<number> {
  const row = await db
    .selectFrom('block_version')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('chapter_id', '=', chapterId)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** Three and four values a row: far below what one statement may have. */
const ROWS_AT_ONCE = 1_000;

/** Stores contents that may be there already, and then this chapter's numbers for them. */
export async function insertVersions(
  db: Db,
  chapterId: ChapterId,
  versions: readonly (BlockVersion & { readonly json: string })[],
): Promise<void> {
  for (let at = 0; at < versions.length; at += ROWS_AT_ONCE) {
    const portion = versions.slice(at, at + ROWS_AT_ONCE);
    const contents = new Map(portion.map(({ hash, json }) => [hash, json]));
    await db
      .insertInto('block')
      .values([...contents].map(([hash, json]) => ({ hash, json })))
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
    await db
      .insertInto('block_version')
      .values(
        portion.map(({ number, id, hash }) => ({
          chapter_id: chapterId,
          number,
          block_id: id,
          hash,
        })),
      )
      .execute();
  }
}

/** A new revision, and who wrote what is new in it. Fails when its number is taken. */
export async function insertRevision(
  db: Db,
  chapterId: ChapterId,
  { versions, wordCount, authors, ...row }: RevisionRow & { readonly authors: readonly PersonId[] },
): Promise<void> {
  await db
    .insertInto('revision')
    .values({
      chapter_id: chapterId,
      ...row,
      word_count: wordCount,
      blocks: packNumbers(versions),
    })
    .execute();
  if (authors.length === 0) return;
  await db
    .insertInto('revision_author')
    .values(authors.map((person_id) => ({ chapter_id: chapterId, number: row.number, person_id })))
    .execute();
}

/** Names a revision, one of these names before where `from` says so; false when there is none such. */
export async function updateName(
  db: Db,
  chapterId: ChapterId,
  naming: { readonly number: number; readonly name: string; readonly from?: readonly string[] },
): Promise<boolean> {
  const { number, name, from } = naming;
  const { numUpdatedRows } = await db
    .updateTable('revision')
    .set({ name })
    .where('chapter_id', '=', chapterId)
    .where('number', '=', number)
    .$if(from !== undefined, (query) => query.where('name', 'in', from ?? []))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
