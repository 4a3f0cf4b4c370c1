import type { Kysely } from 'kysely';
import { inTransaction, isTaken } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createQueue } from '#server/lib/queue.ts';
import type { Settled, Sync } from '#server/sync/sync.ts';
import type { ChapterId } from '#shared/ids.ts';
import { type NewRevision, type RevisionReason, recordRevision, repeatRevision } from './record.ts';
import { findLatest, type RevisionRow, updateName } from './store.ts';

export interface KeeperDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly sync: Pick<Sync, 'read' | 'settle'>;
}

/** Keeps what chapters say when they come to rest. Of one chapter, one revision after the other. */
export interface Keeper {
  /** Keeps a chapter that has settled, if it says anything new, for the reason that is waited for. */
  settled(settled: Settled): Promise<void>;
  /**
   * Settles a chapter and returns its last revision, which then says what stood there. One that is made
   * by that is kept for `reason`, if it contains the row `from`.
   */
  keep(
    chapterId: ChapterId,
    why: { readonly reason: RevisionReason; readonly from?: number },
  ): Promise<RevisionRow>;
  /** The last revision under a name; one that has another name already keeps it, and is repeated. */
  name(chapterId: ChapterId, latest: RevisionRow, name: string): Promise<RevisionRow>;
}

/** Another server may take a number between our reading and writing; thrice in a row is a fault. */
const TRIES = 3;

export function createKeeper({ db, clock, sync }: KeeperDeps): Keeper {
  const turns = createQueue<ChapterId>();
  /** Why the next settling of a chapter, from a sequence on, is kept. */
  const reasons = new Map<ChapterId, { reason: RevisionReason; from: number }>();

  function inTurn<Result>(chapterId: ChapterId, write: (db: Kysely<Schema>) => Promise<Result>) {
    return turns.run(chapterId, () => retried(() => inTransaction(db, write)));
  }

  const record = (revision: NewRevision) =>
    inTurn(revision.chapterId, (db) => recordRevision(db, revision));

  return {
    settled: async ({ chapterId, sequence, blocks, authorsSince }) => {
      const asked = reasons.get(chapterId);
      const reason = asked !== undefined && sequence >= asked.from ? asked.reason : 'writing';
      await record({ chapterId, sequence, blocks, authorsSince, reason, at: clock.now() });
    },
    keep: async (chapterId, { reason, from = 0 }) => {
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
    },
    name: (chapterId, latest, name) =>
      inTurn(chapterId, async (db) => {
        const isFree = latest.name === '' || latest.name === name;
        const repeated = { latest, at: clock.now(), reason: 'named' } as const;
        const row = isFree ? latest : await repeatRevision(db, chapterId, repeated);
        await updateName(db, chapterId, { number: row.number, name });
        return { ...row, name };
      }),
  };
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
