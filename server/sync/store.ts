/** Every query of live sync. */
import type { Compilable, Kysely } from 'kysely';
import { type Database, inSnapshot } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Millis } from '#server/lib/clock.ts';
import type { ChapterId } from '#shared/ids.ts';
import type { AuthorRange } from './authorship.ts';
import type { ChapterLog, LogRow, StoredChapter } from './chapter-log.ts';

type Db = Kysely<Schema>;

/** A chapter's text as stored; undefined when it was never seeded. */
export async function loadChapter(
  database: Database,
  chapterId: ChapterId,
): Promise<StoredChapter | undefined> {
  // One snapshot: a compaction between two reads would hide rows from both.
  return inSnapshot(database.db, async (db) => {
    const snapshot = await db
      .selectFrom('chapter_snapshot')
      .select(['sequence', 'bytes', 'epoch'])
      .where('chapter_id', '=', chapterId)
      .executeTakeFirst();
    if (!snapshot) return undefined;
    const { epoch, sequence, bytes } = snapshot;
    const log = {
      epoch,
      snapshot: { sequence, bytes },
      tail: await tailOf(db, chapterId, sequence),
    };
    return {
      log,
      authors: await authorsOf(db, chapterId),
      kept: await keptOf(db, chapterId, sequence),
    };
  });
}

async function tailOf(db: Db, chapterId: ChapterId, after: number): Promise<LogRow[]> {
  const rows = await db
    .selectFrom('chapter_update')
    .select(['sequence', 'person_id', 'bytes'])
    .where('chapter_id', '=', chapterId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .execute();
  return rows.map(({ sequence, person_id, bytes }) => ({ sequence, personId: person_id, bytes }));
}

async function keptOf(db: Db, chapterId: ChapterId, upTo: number): Promise<StoredChapter['kept']> {
  const rows = await db
    .selectFrom('chapter_update')
    .select(['sequence', 'person_id'])
    .where('chapter_id', '=', chapterId)
    .where('sequence', '<=', upTo)
    .orderBy('sequence')
    .execute();
  return rows.map(({ sequence, person_id }) => ({ sequence, personId: person_id }));
}

async function authorsOf(db: Db, chapterId: ChapterId): Promise<AuthorRange[]> {
  const rows = await db
    .selectFrom('author_range')
    .select(['client_id', 'clock_from', 'clock_to', 'person_id'])
    .where('chapter_id', '=', chapterId)
    .orderBy('client_id')
    .orderBy('clock_from')
    .execute();
  return rows.map(({ client_id, clock_from, clock_to, person_id }) => ({
    clientId: client_id,
    from: clock_from,
    to: clock_to,
    personId: person_id,
  }));
}

/** A new log row. Its sequence is unique in the chapter: a second writer fails instead of mixing in. */
export function insertRow(
  db: Db,
  chapterId: ChapterId,
  { sequence, personId, bytes, at }: LogRow & { readonly at: Millis },
): Compilable {
  return db
    .insertInto('chapter_update')
    .values({ chapter_id: chapterId, sequence, person_id: personId, at, bytes });
}

/** Notes a range of clocks, or lengthens the one that begins at the same clock. */
export function putAuthorRange(db: Db, chapterId: ChapterId, range: AuthorRange): Compilable {
  return db
    .insertInto('author_range')
    .values({
      chapter_id: chapterId,
      client_id: range.clientId,
      clock_from: range.from,
      clock_to: range.to,
      person_id: range.personId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['chapter_id', 'client_id', 'clock_from'])
        .doUpdateSet({ clock_to: range.to }),
    );
}

/** Replaces the snapshot by a newer one. */
export function putSnapshot(
  db: Db,
  chapterId: ChapterId,
  { sequence, bytes, at }: ChapterLog['snapshot'] & { readonly at: Millis },
): Compilable {
  return db
    .updateTable('chapter_snapshot')
    .set({ sequence, bytes, at })
    .where('chapter_id', '=', chapterId)
    .where('sequence', '<', sequence);
}

/** Forgets rows up to `upTo`, and never one that the stored snapshot does not contain. */
export function deleteRows(db: Db, chapterId: ChapterId, upTo: number): Compilable {
  return db
    .deleteFrom('chapter_update')
    .where('chapter_id', '=', chapterId)
    .where('sequence', '<=', upTo)
    .where('sequence', '<=', (query) =>
      query
        .selectFrom('chapter_snapshot')
        .select('chapter_snapshot.sequence')
        .where('chapter_snapshot.chapter_id', '=', chapterId),
    );
}

/** A chapter's first bytes, and who wrote them. */
export interface StoredSeed {
  readonly bytes: Uint8Array;
  readonly epoch: Uint8Array;
  readonly at: Millis;
  readonly authors: readonly AuthorRange[];
}

/** Fails when the chapter has text already: text seeded twice would stand there twice. */
export async function insertSeed(
  db: Db,
  chapterId: ChapterId,
  { authors, ...seed }: StoredSeed,
): Promise<void> {
  await db
    .insertInto('chapter_snapshot')
    .values({ chapter_id: chapterId, sequence: 0, ...seed })
    .execute();
  for (const range of authors)
    await db.executeQuery(putAuthorRange(db, chapterId, range).compile());
}
