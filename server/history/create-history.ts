/** Revisions kept as work settles, named, read, brought back. See SPEC.md. */
import type { Kysely } from 'kysely';
import { inTransaction, isTaken } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import { type Page, type Paging, pageOf } from '#server/http/http.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createQueue } from '#server/lib/queue.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import type { ChapterText, Settled, Sync } from '#server/sync/sync.ts';
import { type Block, canonicalJson } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import {
  blocksAt,
  describe,
  describeOne,
  findOrThrow,
  notFound,
  type Revision,
  readWhole,
  type WholeRevision,
} from './read-revision.ts';
import { type NewRevision, recordRevision, repeatRevision } from './record.ts';
import { withBlocksRestored } from './restored.ts';
import { findLatest, listRevisions, type RevisionRow, updateName } from './store.ts';

export interface HistoryDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly sync: Pick<Sync, 'edit' | 'read' | 'settle'>;
}

/** Why a revision was kept. */
export type RevisionReason = 'writing' | 'named' | 'before-restore' | 'restore' | 'seed' | 'import';

export interface History {
  /** The first revision of a chapter that is being seeded, inside the caller's transaction. */
  begin(
    db: Kysely<Schema>,
    first: {
      readonly chapterId: ChapterId;
      readonly blocks: readonly Block[];
      readonly author: Actor;
      readonly reason?: 'seed' | 'import';
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
  /** Rejects with `not-found`. */
  read(chapterId: ChapterId, number: number): Promise<WholeRevision>;
  /** The chapter as it was then. Rejects with `not-found`. */
  readAt(chapterId: ChapterId, number: number): Promise<Block[]>;
  /** Gives a revision a name, or takes it away with ''. Rejects with `not-found`. */
  name(chapterId: ChapterId, number: number, name: string): Promise<Revision>;
  /** Brings the chapter, or only some of its blocks, back to what they were; returns what is now. */
  restore(
    chapterId: ChapterId,
    number: number,
    by: { readonly actor: Actor; readonly blocks?: readonly BlockId[] | undefined },
  ): Promise<Revision>;
}

/** Newer than any revision: where a list begins. */
const NEWEST = Number.MAX_SAFE_INTEGER;
/** Another server may take a number between our reading and writing; thrice in a row is a fault. */
const TRIES = 3;
/** Somebody may type in the very moment between keeping a text and changing it, hardly ever so often. */
const KEEPING_TRIES = 8;

export function createHistory({ db, clock, sync }: HistoryDeps): History {
  const turns = createQueue<ChapterId>();
  /** Why the next settling of a chapter, from a sequence on, is kept. */
  const reasons = new Map<ChapterId, { reason: RevisionReason; from: number }>();

  const record = (revision: NewRevision) =>
    turns.run(revision.chapterId, () =>
      retried(() => inTransaction(db, (db) => recordRevision(db, revision))),
    );

  async function list(chapterId: ChapterId, paging: Paging): Promise<Page<Revision>> {
    const page = await pageOf(
      paging,
      ({ after, limit }) => listRevisions(db, chapterId, { before: cursorOf(after), limit }),
      ({ number }) => String(number),
    );
    return { ...page, results: await describe(db, chapterId, page.results) };
  }

  async function settleFor(chapterId: ChapterId, reason: RevisionReason, from = 0) {
    reasons.set(chapterId, { reason, from });
    try {
      await sync.settle([chapterId]);
    } finally {
      reasons.delete(chapterId);
    }
    const latest = await findLatest(db, chapterId);
    if (latest !== undefined) return latest;
    // A chapter that was seeded before it had a history: this is where that begins.
    const text = await sync.read(chapterId);
    return record({ chapterId, ...text, at: clock.now(), reason, authorsSince: () => [] });
  }

  /** Changes a text that is the last revision's: what is typed while that is being kept is kept too. */
  async function changeKept(
    chapterId: ChapterId,
    actor: Actor,
    change: (current: readonly Block[]) => readonly Block[],
    tries = KEEPING_TRIES,
  ): Promise<ChapterText> {
    const latest = await settleFor(chapterId, 'before-restore');
    const kept = textOf(await blocksAt(db, chapterId, latest));
    let isKept = true;
    const text = await sync.edit(chapterId, actor, 'restore', (current) => {
      isKept = tries <= 1 || textOf(current) === kept;
      return isKept ? change(current) : current;
    });
    return isKept ? text : changeKept(chapterId, actor, change, tries - 1);
  }

  async function named(chapterId: ChapterId, latest: RevisionRow, name: string) {
    return turns.run(chapterId, () =>
      retried(() =>
        inTransaction(db, async (db) => {
          const isFree = latest.name === '' || latest.name === name;
          const repeated = { latest, at: clock.now(), reason: 'named' };
          const row = isFree ? latest : await repeatRevision(db, chapterId, repeated);
          await updateName(db, chapterId, { number: row.number, name });
          return { ...row, name };
        }),
      ),
    );
  }

  return {
    begin: async (db, { chapterId, blocks, author, reason = 'seed' }) => {
      const personId = personIdOf(author);
      const authors = personId === null ? [] : [personId];
      const at = clock.now();
      const first = { chapterId, blocks, sequence: 0, at, reason, authorsSince: () => authors };
      await recordRevision(db, first);
    },
    settled: async ({ chapterId, sequence, blocks, authorsSince }) => {
      const asked = reasons.get(chapterId);
      const reason = asked !== undefined && sequence >= asked.from ? asked.reason : 'writing';
      await record({ chapterId, sequence, blocks, authorsSince, reason, at: clock.now() });
    },
    checkpoint: async (chapterId, { reason, name }) => {
      const latest = await settleFor(chapterId, reason);
      const row = name === undefined ? latest : await named(chapterId, latest, name);
      return describeOne(db, chapterId, row);
    },
    listNow: async (chapterId, paging) => {
      if (paging.cursor === undefined) await sync.settle([chapterId]);
      return list(chapterId, paging);
    },
    list,
    read: async (chapterId, number) =>
      readWhole(db, chapterId, await findOrThrow(db, chapterId, number)),
    readAt: async (chapterId, number) =>
      blocksAt(db, chapterId, await findOrThrow(db, chapterId, number)),
    name: async (chapterId, number, name) => {
      if (!(await updateName(db, chapterId, { number, name }))) throw notFound();
      return describeOne(db, chapterId, await findOrThrow(db, chapterId, number));
    },
    restore: async (chapterId, number, { actor, blocks }) => {
      const then = await blocksAt(db, chapterId, await findOrThrow(db, chapterId, number));
      const ids = blocks && new Set(blocks);
      const { sequence } = await changeKept(chapterId, actor, (current) => {
        if (ids === undefined) return then;
        if (![...then, ...current].some(({ id }) => ids.has(id))) throw notFound();
        return withBlocksRestored(current, then, ids);
      });
      return describeOne(db, chapterId, await settleFor(chapterId, 'restore', sequence));
    },
  };
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ id, json }) => `${id} ${canonicalJson(json)}`).join('\n');
}

function cursorOf(after: string): number {
  if (after === '') return NEWEST;
  const number = Number(after);
  if (!Number.isSafeInteger(number))
    throw new AppError('invalid', 'The cursor is not one of ours.');
  return number;
}

/** Tries again when somebody else was first. */
async function retried<Result>(run: () => Promise<Result>, tries = TRIES): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (tries <= 1 || !isTaken(error)) throw error;
    return retried(run, tries - 1);
  }
}
