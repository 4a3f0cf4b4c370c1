import type { Kysely } from 'kysely';
import * as Y from 'yjs';
import type { Schema } from '#server/db/schema.ts';
import { readChapter, sanitize } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import {
  findSnapshot,
  listAuthorRanges,
  listUpdates,
  revisionNumbers,
  type StoredChapter,
} from './verify-store.ts';

/** What does not fit in one chapter: its live text, its authors, its revisions. */
export async function verifyChapter(db: Kysely<Schema>, chapter: StoredChapter): Promise<string[]> {
  const faults = [...(await textFaults(db, chapter)), ...(await revisionFaults(db, chapter.id))];
  return faults.map((fault) => `chapter ${chapter.id}: ${fault}`);
}

async function textFaults(db: Kysely<Schema>, { id, deletedAt }: StoredChapter): Promise<string[]> {
  const snapshot = await findSnapshot(db, id);
  // Of a deleted one that a release or a city's chapter rests on, only the revisions are kept.
  if (!snapshot) return deletedAt === null ? ['it has no text'] : [];
  const faults: string[] = [];
  const doc = new Y.Doc();
  let expected = snapshot.sequence;
  for (const { sequence, bytes } of [snapshot, ...(await listUpdates(db, id, expected))]) {
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
  const reached = new Map<number, number>();
  const faults: string[] = [];
  for (const { clientId, from, to } of await listAuthorRanges(db, id)) {
    if (from !== (reached.get(clientId) ?? 0))
      faults.push(`the authors of client ${clientId} do not join at ${from}`);
    reached.set(clientId, to);
  }
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc)))
    if ((reached.get(client) ?? 0) < clock)
      faults.push(`client ${client} wrote up to ${clock}, its authors are known only before`);
  return faults;
}

async function revisionFaults(db: Kysely<Schema>, id: ChapterId): Promise<string[]> {
  const numbers = await revisionNumbers(db, id);
  return numbers.flatMap((number, at) =>
    number === at + 1 ? [] : [`revision ${at + 1} is missing before ${number}`],
  );
}
