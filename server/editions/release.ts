/** Releases: the frozen states of an edition that others follow. */
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import { listChapters, lockEdition } from '#server/handbooks/handbooks.ts';
import type { Clock } from '#server/lib/clock.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';
import { type ChapterId, type EditionId, newId, type RandomBytes } from '#shared/ids.ts';
import {
  insertRelease,
  newestRelease,
  newestRevisions,
  type Release,
} from './edition-text-store.ts';

export interface ReleaseDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Puts what is being written into revisions, and resolves when these are stored. */
  readonly keepRevisions: (chapterIds: readonly ChapterId[]) => Promise<void>;
}

/**
 * The release of an edition as it stands now: its newest one, or, when there is none or the text has
 * moved on since, a new one. Two who ask at once get the same.
 */
export async function releaseNow(
  deps: ReleaseDeps,
  editionId: EditionId,
  actor: Actor,
): Promise<Release> {
  const open = await listChapters(deps.db, editionId);
  await deps.keepRevisions(open.map(({ id }) => id));
  return inTransaction(deps.db, async (db) => {
    await lockEdition(db, editionId);
    const chapters = await standingChapters(db, editionId);
    const newest = await newestRelease(db, editionId);
    if (newest && isSame(newest.chapters, chapters)) return newest;
    const number = (newest?.number ?? 0) + 1;
    const release = { id: newId<'release'>(deps.random), number, chapters };
    await insertRelease(db, editionId, { ...release, at: deps.clock.now(), by: personIdOf(actor) });
    return release;
  });
}

/** Each chapter's newest revision, in order. */
async function standingChapters(
  db: Kysely<Schema>,
  editionId: EditionId,
): Promise<Release['chapters']> {
  const heads = await newestRevisions(db, editionId);
  const chapters = await listChapters(db, editionId);
  return chapters.map(({ id, title }) => {
    const revision = heads.get(id)?.number;
    // Added by somebody else after the revisions were kept: asking again finds it.
    if (!revision)
      throw new AppError('unavailable', `“${title}” is being added. Please try again.`);
    return { chapterId: id, revision };
  });
}

function isSame(a: Release['chapters'], b: Release['chapters']): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ chapterId, revision }, index) =>
        b[index]?.chapterId === chapterId && b[index].revision === revision,
    )
  );
}
