/** Revisions kept as work settles, named, read, brought back. See SPEC.md. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { type Page, type Paging, pageOf } from '#server/http/http.ts';
import type { Clock } from '#server/lib/clock.ts';
import { notFound } from '#server/lib/refusals.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import type { Settled, Sync } from '#server/sync/sync.ts';
import type { Block } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import { createKeeper } from './keeper.ts';
import {
  blocksAt,
  describe,
  describeOne,
  findOrThrow,
  type Revision,
  readWhole,
  type WholeRevision,
} from './read-revision.ts';
import { type RevisionReason, recordRevision } from './record.ts';
import { restore, undoRestore } from './restore.ts';
import { findRevision, listRevisions, updateName } from './store.ts';

export interface HistoryDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly sync: Pick<Sync, 'editStill' | 'read' | 'settle'>;
}

export interface History {
  /** The first revision of a chapter that is being seeded, inside the caller's transaction. */
  begin(
    db: Kysely<Schema>,
    first: {
      readonly chapterId: ChapterId;
      readonly blocks: readonly Block[];
      readonly author: Actor;
    },
  ): Promise<void>;
  /** Keeps a revision of a chapter that has settled, if it changed: the listener of sync's event. */
  settled(settled: Settled): Promise<void>;
  /**
   * Settles the chapter and returns its last revision, which is then the text as it stands; it was
   * made just now if the text had changed. With a name, that revision carries it (HI5).
   */
  checkpoint(
    chapterId: ChapterId,
    why: { readonly reason: RevisionReason; readonly name?: string },
  ): Promise<Revision>;
  /** Newest first. The first page begins with the text as it stands, kept just now if it is new. */
  listNow(chapterId: ChapterId, paging: Paging): Promise<Page<Revision>>;
  /** Newest first, of those that are kept. */
  list(chapterId: ChapterId, paging: Paging): Promise<Page<Revision>>;
  /** Whether a revision of this number was kept. */
  has(chapterId: ChapterId, number: number): Promise<boolean>;
  /** Rejects with `not-found`. */
  read(chapterId: ChapterId, number: number): Promise<WholeRevision>;
  /** The chapter as it was then. Rejects with `not-found`. */
  readAt(chapterId: ChapterId, number: number): Promise<Block[]>;
  /** Gives a revision a name, or takes it away with ''. Rejects with `not-found`. */
  name(chapterId: ChapterId, number: number, name: string): Promise<Revision>;
  /**
   * Brings the chapter, or only some of its blocks, back to what they were; returns what is now, which
   * revision is the one before, and whether anything had to change.
   */
  restore(
    chapterId: ChapterId,
    number: number,
    by: RestoreBy,
  ): Promise<Revision & { readonly before: number; readonly changed: boolean }>;
  /**
   * Takes back what such a restore did, and nothing that was written since (HI13). `before` is what
   * the restore returned. Rejects with `not-found`.
   */
  undoRestore(
    chapterId: ChapterId,
    number: number,
    by: RestoreBy & { readonly before: number },
  ): Promise<Revision & { readonly stayedCount: number }>;
}

interface RestoreBy {
  readonly actor: Actor;
  /** Only these; the whole chapter without them. */
  readonly blocks?: readonly BlockId[] | undefined;
}

/** Newer than any revision: where a list begins. */
const NEWEST = Number.MAX_SAFE_INTEGER;

/** History over live sync; it hears of what settles when `settled` is called. */
export function createHistory({ db, clock, sync }: HistoryDeps): History {
  const keeper = createKeeper({ db, clock, sync });
  const deps = { db, sync, keeper };

  async function list(chapterId: ChapterId, paging: Paging): Promise<Page<Revision>> {
    const page = await pageOf(
      paging,
      ({ after, limit }) => listRevisions(db, chapterId, { before: cursorOf(after), limit }),
      ({ number }) => String(number),
    );
    return { ...page, results: await describe(db, chapterId, page.results) };
  }

  return {
    begin: async (db, { chapterId, blocks, author }) => {
      const personId = personIdOf(author);
      const authors = personId === null ? [] : [personId];
      await recordRevision(db, {
        chapterId,
        blocks,
        sequence: 0,
        at: clock.now(),
        reason: 'seed',
        authorsSince: () => authors,
      });
    },
    settled: (settled) => keeper.settled(settled),
    checkpoint: async (chapterId, { reason, name }) => {
      const row =
        name === undefined
          ? await keeper.keep(chapterId, { reason })
          : await keeper.keepNamed(chapterId, { reason, name });
      return describeOne(db, chapterId, row);
    },
    listNow: async (chapterId, paging) => {
      if (paging.cursor === undefined) await sync.settle([chapterId]);
      return list(chapterId, paging);
    },
    list,
    has: async (chapterId, number) => (await findRevision(db, chapterId, number)) !== undefined,
    read: async (chapterId, number) =>
      readWhole(db, chapterId, await findOrThrow(db, chapterId, number)),
    readAt: async (chapterId, number) =>
      blocksAt(db, chapterId, await findOrThrow(db, chapterId, number)),
    name: async (chapterId, number, name) => {
      if (!(await updateName(db, chapterId, { number, name }))) throw notFound();
      return describeOne(db, chapterId, await findOrThrow(db, chapterId, number));
    },
    restore: async (chapterId, number, by) => {
      const { row, ...rest } = await restore(deps, chapterId, { number, ...by });
      return { ...(await describeOne(db, chapterId, row)), ...rest };
    },
    undoRestore: async (chapterId, number, by) => {
      const { row, stayedCount } = await undoRestore(deps, chapterId, { number, ...by });
      return { ...(await describeOne(db, chapterId, row)), stayedCount };
    },
  };
}

function cursorOf(after: string): number {
  if (after === '') return NEWEST;
  const number = Number(after);
  if (!Number.isSafeInteger(number))
    throw new AppError('invalid', 'The cursor is not one of ours.');
  return number;
}
