/** Every query of `verify`: all that is stored, as it is stored. */
import { type Kysely, sql } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { ChapterId, Hash } from '#shared/ids.ts';

type Db = Kysely<Schema>;

/** What SQLite finds wrong with its own pages, one line each. */
export async function damagedPages(db: Db): Promise<string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
}

/** Rows of SQLite that refer to one that is not there. */
export async function orphanedRows(db: Db): Promise<{ table: string; parent: string }[]> {
  const asked = sql<{ table: string; parent: string }>`pragma foreign_key_check`;
  return (await asked.execute(db)).rows;
}

export interface StoredChapter {
  readonly id: ChapterId;
  readonly deletedAt: Millis | null;
}

/** Every chapter, the deleted ones included, by id. */
export async function listStoredChapters(db: Db): Promise<StoredChapter[]> {
  return db.selectFrom('chapter').select(['id', 'deleted_at as deletedAt']).orderBy('id').execute();
}

/** A piece of a chapter's live text: a snapshot contains all rows up to its sequence. */
export interface StoredUpdate {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

export async function findSnapshot(db: Db, id: ChapterId): Promise<StoredUpdate | undefined> {
  return db
    .selectFrom('chapter_snapshot')
    .select(['sequence', 'bytes'])
    .where('chapter_id', '=', id)
    .executeTakeFirst();
}

/** The rows behind a sequence, in order. */
export async function listUpdates(db: Db, id: ChapterId, after: number): Promise<StoredUpdate[]> {
  return db
    .selectFrom('chapter_update')
    .select(['sequence', 'bytes'])
    .where('chapter_id', '=', id)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .execute();
}

export interface StoredRange {
  readonly clientId: number;
  readonly from: number;
  readonly to: number;
}

/** What each client of a chapter wrote, in order. */
export async function listAuthorRanges(db: Db, id: ChapterId): Promise<StoredRange[]> {
  return db
    .selectFrom('author_range')
    .select(['client_id as clientId', 'clock_from as from', 'clock_to as to'])
    .where('chapter_id', '=', id)
    .orderBy('client_id')
    .orderBy('clock_from')
    .execute();
}

/** In order. */
export async function revisionNumbers(db: Db, id: ChapterId): Promise<number[]> {
  const rows = await db
    .selectFrom('revision')
    .select('number')
    .where('chapter_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

/** Some blocks in the order of their hashes, behind one of them. */
export async function listStoredBlocks(
  db: Db,
  { after, limit }: { readonly after: Hash | undefined; readonly limit: number },
): Promise<{ hash: Hash; json: string }[]> {
  const blocks = db.selectFrom('block').selectAll().orderBy('hash').limit(limit);
  return (after === undefined ? blocks : blocks.where('hash', '>', after)).execute();
}
