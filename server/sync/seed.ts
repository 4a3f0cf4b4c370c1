import type { Kysely } from 'kysely';
import * as Y from 'yjs';
import type { Schema } from '#server/db/schema.ts';
import type { Millis } from '#server/lib/clock.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import { type Block, writeChapter } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import { insertSeed } from './store.ts';

const CONTENT_OF_NEW_CHAPTER = 0;

/** What a new chapter begins with. */
export interface NewText {
  readonly chapterId: ChapterId;
  readonly blocks: readonly Block[];
  readonly author: Actor;
}

/**
 * Writes a chapter's first content inside the caller's transaction. The only place where text begins
 * without a room; a chapter that has been seeded is refused by its key.
 */
export async function seedChapter(
  db: Kysely<Schema>,
  { chapterId, blocks, author, epoch, at }: NewText & { epoch: Uint8Array; at: Millis },
): Promise<void> {
  const doc = new Y.Doc();
  doc.transact(() => writeChapter(doc, blocks));
  const bytes = Y.encodeStateAsUpdate(doc);
  const range = {
    clientId: doc.clientID,
    from: CONTENT_OF_NEW_CHAPTER,
    to: Y.getState(doc.store, doc.clientID),
    personId: personIdOf(author),
  };
  doc.destroy();
  const authors = range.to > 0 ? [range] : [];
  await insertSeed(db, chapterId, { bytes, epoch, at, authors });
}
