/** Deleting chapters and handbooks, bringing chapters back, and the end after 30 days. */
import { inTransaction } from '#server/db/db.ts';
import { notFound } from '#server/lib/refusals.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import type { ChapterId, HandbookId } from '#shared/ids.ts';
import type { ArrangeDeps } from './arrange.ts';
import { findChapter, markChapterDeleted, unmarkChapterDeleted } from './chapter-store.ts';
import { findHandbook, markHandbookDeleted, unmarkHandbookDeleted } from './handbook-store.ts';
import {
  chaptersOfHandbook,
  chaptersToPurge,
  purgeChapter,
  purgeHandbooks,
  sweepBlocks,
} from './purge-store.ts';

/** How long what was deleted can be brought back. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/** Deletes a chapter; `not-found` when somebody else was first. */
export async function deleteChapter(
  { db, clock }: ArrangeDeps,
  id: ChapterId,
  actor: Actor,
): Promise<void> {
  const by = { personId: personIdOf(actor), at: clock.now() };
  if (!(await markChapterDeleted(db, id, by))) throw notFound();
}

/**
 * Brings a chapter back to its old place. One that is there already is fine: somebody else brought it
 * back, and that is what was wanted.
 */
export async function bringBack({ db, clock }: ArrangeDeps, id: ChapterId): Promise<void> {
  if (await unmarkChapterDeleted(db, id, clock.now() - KEPT_MS)) return;
  const chapter = await findChapter(db, id);
  if (chapter?.deleted_at !== null) throw notFound();
}

/** Deletes a handbook with everything in it. Returns the chapters that are gone with it. */
export async function deleteHandbook(
  { db, clock }: ArrangeDeps,
  id: HandbookId,
): Promise<readonly ChapterId[]> {
  return inTransaction(db, async (db) => {
    if (!(await markHandbookDeleted(db, id, clock.now()))) {
      throw notFound();
    }
    return chaptersOfHandbook(db, id);
  });
}

/** Brings a handbook back with everything in it; one that is there already is fine. */
export async function bringHandbookBack({ db, clock }: ArrangeDeps, id: HandbookId): Promise<void> {
  if (await unmarkHandbookDeleted(db, id, clock.now() - KEPT_MS)) return;
  if (!(await findHandbook(db, id))) throw notFound();
}

/**
 * Takes what was deleted more than 30 days ago off the disk; how many chapters and handbooks went. A
 * chapter that a release or a city's chapter rests on keeps its revisions, and loses its live text.
 */
export async function purge({ db, clock }: ArrangeDeps): Promise<number> {
  const since = clock.now() - KEPT_MS;
  const handbookCount = await inTransaction(db, (db) => purgeHandbooks(db, since));
  const chapters = await chaptersToPurge(db, since);
  for (const chapter of chapters) {
    await inTransaction(db, (db) => purgeChapter(db, chapter, since));
  }
  const count = handbookCount + chapters.length;
  if (count > 0) await sweepBlocks(db);
  return count;
}
