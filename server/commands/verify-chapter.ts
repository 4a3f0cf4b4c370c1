import type { Kysely } from 'kysely';
import * as Y from 'yjs';
import type { Schema } from '#server/db/schema.ts';
import { readChapter, sanitize } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';

/** What does not fit in one chapter: its live text, its authors, its revisions. */
export async function verifyChapter(db: Kysely<Schema>, id: ChapterId): Promise<string[]> {
  const faults = [...(await textFaults(db, id)), ...(await revisionFaults(db, id))];
  return faults.map((fault) => `chapter ${id}: ${fault}`);
}

async function textFaults(db: Kysely<Schema>, id: ChapterId): Promise<string[]> {
  const snapshot = await db
    .selectFrom('chapter_snapshot')
    .select(['sequence', 'bytes'])
    .where('chapter_id', '=', id)
    .executeTakeFirst();
  if (!snapshot) return ['it has no text'];
  const tail = await db
    .selectFrom('chapter_update')
    .select(['sequence', 'bytes'])
    .where('chapter_id', '=', id)
    .where('sequence', '>', snapshot.sequence)
    .orderBy('sequence')
    .execute();

  const faults: string[] = [];
  const doc = new Y.Doc();
  let expected = snapshot.sequence;
  for (const { sequence, bytes } of [snapshot, ...tail]) {
    if (sequence !== expected) faults.push(`update ${expected} is missing before ${sequence}`);
    expected = sequence + 1;
    try {
      Y.applyUpdate(doc, bytes);
    } catch {
      faults.push(`update ${sequence} cannot be read`);
    }
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    faults.push('some of its updates build on text that is not stored');
  if (faults.length === 0) {
    faults.push(...(await authorFaults(db, id, doc)));
    sanitize(readChapter(doc));
  }
  doc.destroy();
  return faults;
}

/** Every word is somebody's: the ranges of a client cover all that it wrote, each clock once. */
async function authorFaults(db: Kysely<Schema>, id: ChapterId, doc: Y.Doc): Promise<string[]> {
  const ranges = await db
    .selectFrom('author_range')
    .select(['client_id', 'clock_from', 'clock_to'])
    .where('chapter_id', '=', id)
    .orderBy('client_id')
    .orderBy('clock_from')
    .execute();
  const reached = new Map<number, number>();
  const faults: string[] = [];
  for (const { client_id, clock_from, clock_to } of ranges) {
    if (clock_from !== (reached.get(client_id) ?? 0))
      faults.push(`the authors of client ${client_id} do not join at ${clock_from}`);
    reached.set(client_id, clock_to);
  }
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
    if ((reached.get(client) ?? 0) < clock)
      faults.push(`client ${client} wrote up to ${clock}, its authors are known only before`);
  return faults;
}

async function revisionFaults(db: Kysely<Schema>, id: ChapterId): Promise<string[]> {
  const revisions = await db
    .selectFrom('revision')
    .select('number')
    .where('chapter_id', '=', id)
    .orderBy('number')
    .execute();
  return revisions.flatMap(({ number }, at) =>
    number === at + 1 ? [] : [`revision ${at + 1} is missing before ${number}`],
  );
}
