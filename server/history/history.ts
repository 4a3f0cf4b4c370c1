/** A chapter's history: revisions kept as work settles, named, read, brought back. See SPEC.md. */
import type { Kysely } from 'kysely';
import { inTransaction, isTaken } from '#server/db/db.ts';
import type { Millis, Schema } from '#server/db/schema.ts';
import { type Page, type Paging, pageOf } from '#server/http/http.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createQueue } from '#server/lib/queue.ts';
import { type Actor, NOT_FOUND, personIdOf } from '#server/people/people.ts';
import type { Settled, Sync } from '#server/sync/sync.ts';
import { type Block, blockOfCanonical, withId } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import type { BlockId, ChapterId, Hash } from '#shared/ids.ts';
import { type NewRevision, recordRevision, repeatRevision } from './record.ts';
import { withBlocksRestored } from './restored.ts';
import {
  authorNames,
  contentsByHash,
  findLatest,
  findRevision,
  listRevisions,
  type RevisionRow,
  updateName,
  versionsByNumber,
} from './store.ts';

export { revisionsRoutes } from './routes.ts';

export interface HistoryDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly sync: Pick<Sync, 'edit' | 'read' | 'settle'>;
}

/** Why a revision was kept. */
export type RevisionReason = 'writing' | 'named' | 'before-restore' | 'restore' | 'seed' | 'import';

/** A revision as lists show it. */
export interface Revision {
  readonly number: number;
  readonly at: Millis;
  readonly reason: string;
  /** '' when nobody named it. */
  readonly name: string;
  readonly authors: { readonly name: string }[];
  readonly wordCount: number;
}

/** A revision whole: ids and hashes in order, and each content once. */
export interface WholeRevision extends Revision {
  readonly blocks: { readonly id: BlockId; readonly hash: Hash }[];
  readonly contents: Record<string, string>;
}

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
  /** Newest first. */
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

export function createHistory({ db, clock, sync }: HistoryDeps): History {
  const turns = createQueue<ChapterId>();
  /** Why the next settling of a chapter, from a sequence on, is kept. */
  const reasons = new Map<ChapterId, { reason: RevisionReason; from: number }>();

  const record = (revision: NewRevision) =>
    turns.run(revision.chapterId, () =>
      retried(() => inTransaction(db, (db) => recordRevision(db, revision))),
    );

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
    list: async (chapterId, paging) => {
      const page = await pageOf(
        paging,
        ({ after, limit }) => listRevisions(db, chapterId, { before: cursorOf(after), limit }),
        ({ number }) => String(number),
      );
      return { ...page, results: await describe(db, chapterId, page.results) };
    },
    read: async (chapterId, number) => {
      const row = await findOrThrow(db, chapterId, number);
      const { blocks, contents } = await contentsOf(db, chapterId, row);
      return {
        ...(await describeOne(db, chapterId, row)),
        blocks,
        contents: Object.fromEntries(contents),
      };
    },
    readAt: async (chapterId, number) =>
      blocksAt(db, chapterId, await findOrThrow(db, chapterId, number)),
    name: async (chapterId, number, name) => {
      if (!(await updateName(db, chapterId, { number, name }))) throw notFound();
      return describeOne(db, chapterId, await findOrThrow(db, chapterId, number));
    },
    restore: async (chapterId, number, { actor, blocks }) => {
      const then = await blocksAt(db, chapterId, await findOrThrow(db, chapterId, number));
      const ids = blocks && new Set(blocks);
      await settleFor(chapterId, 'before-restore');
      const { sequence } = await sync.edit(chapterId, actor, 'restore', (current) => {
        if (ids === undefined) return then;
        if (![...then, ...current].some(({ id }) => ids.has(id))) throw notFound();
        return withBlocksRestored(current, then, ids);
      });
      return describeOne(db, chapterId, await settleFor(chapterId, 'restore', sequence));
    },
  };
}

function notFound(): AppError {
  return new AppError('not-found', NOT_FOUND);
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

async function findOrThrow(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  number: number,
): Promise<RevisionRow> {
  const row = await findRevision(db, chapterId, number);
  if (row === undefined) throw notFound();
  return row;
}

async function contentsOf(db: Kysely<Schema>, chapterId: ChapterId, { versions }: RevisionRow) {
  const known = await versionsByNumber(db, chapterId, versions);
  const byNumber = new Map(known.map((version) => [version.number, version]));
  const blocks = versions.map((number) => {
    const version = byNumber.get(number);
    if (version === undefined) throw new Error(`Version ${number} of a block is not stored.`);
    return { id: version.id, hash: version.hash };
  });
  return {
    blocks,
    contents: await contentsByHash(
      db,
      blocks.map(({ hash }) => hash),
    ),
  };
}

async function blocksAt(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  row: RevisionRow,
): Promise<Block[]> {
  const { blocks, contents } = await contentsOf(db, chapterId, row);
  return blocks.map(({ id, hash }) => {
    const canonical = contents.get(hash);
    if (canonical === undefined) throw new Error(`The content ${hash} is not stored.`);
    return { id, json: withId(blockOfCanonical(canonical), id) };
  });
}

async function describe(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  rows: readonly RevisionRow[],
): Promise<Revision[]> {
  const numbers = rows.map(({ number }) => number);
  const range = { from: Math.min(...numbers), to: Math.max(...numbers) };
  const names =
    rows.length === 0 ? new Map<number, string[]>() : await authorNames(db, chapterId, range);
  return rows.map(({ number, at, reason, name, wordCount }) => ({
    number,
    at,
    reason,
    name,
    wordCount,
    authors: (names.get(number) ?? []).map((author) => ({ name: author })),
  }));
}

async function describeOne(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  row: RevisionRow,
): Promise<Revision> {
  const [revision] = await describe(db, chapterId, [row]);
  if (revision === undefined) throw notFound();
  return revision;
}
