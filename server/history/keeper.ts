import type { Kysely } from 'kysely';
import { inTransaction, isTaken } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createQueue } from '#server/lib/queue.ts';
import type { Settled, Sync } from '#server/sync/sync.ts';
import type { ChapterId } from '#shared/ids.ts';
import { type NewRevision, nameLast, type RevisionReason, recordRevision } from './record.ts';
import { findLatest, type RevisionRow } from './store.ts';

export interface KeeperDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly sync: Pick<Sync, 'read' | 'settle'>;
}

/** Why what a chapter says next is kept, if it contains the row `from`. */
interface Asked {
  readonly reason: RevisionReason;
  readonly from: number;
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
  /**
   * From now on, and until the returned function is called, whatever settles with the row `from` in it
   * is kept for this reason, whoever asked for that.
   */
  expect(chapterId: ChapterId, asked: Asked): () => void;
  /** As `keep`, under a name. When the last revision has another one by then, its text is kept once more. */
  keepNamed(
    chapterId: ChapterId,
    why: { readonly reason: RevisionReason; readonly name: string },
  ): Promise<RevisionRow>;
}

/** Another server may take a number between our reading and writing; thrice in a row is a fault. */
const TRIES = 3;

/** One for all chapters: what waits for a chapter to settle is known to it alone. */
export function createKeeper({ db, clock, sync }: KeeperDeps): Keeper {
  const turns = createQueue<ChapterId>();
  /** What is being waited for, by several at once. */
  const asked = new Map<ChapterId, readonly Asked[]>();

  function expect(chapterId: ChapterId, one: Asked): () => void {
    asked.set(chapterId, [...(asked.get(chapterId) ?? []), one]);
    return () => {
      const others = asked.get(chapterId)?.filter((other) => other !== one) ?? [];
      if (others.length > 0) asked.set(chapterId, others);
      else asked.delete(chapterId);
    };
  }

  /** Of several reasons, the one that needs the most: what it waits for is in there, too. */
  function reasonAt(chapterId: ChapterId, sequence: number): RevisionReason {
    const fitting = (asked.get(chapterId) ?? []).filter(({ from }) => from <= sequence);
    const last = fitting.reduce<Asked | undefined>(
      (most, one) => (most === undefined || one.from > most.from ? one : most),
      undefined,
    );
    return last?.reason ?? 'writing';
  }

  function inTurn<Result>(chapterId: ChapterId, write: (db: Kysely<Schema>) => Promise<Result>) {
    return turns.run(chapterId, () => retried(() => inTransaction(db, write)));
  }

  const record = (revision: NewRevision) =>
    inTurn(revision.chapterId, (db) => recordRevision(db, revision));

  async function settle(chapterId: ChapterId, why: Asked): Promise<void> {
    const end = expect(chapterId, why);
    try {
      await sync.settle([chapterId]);
    } finally {
      end();
    }
  }

  /** A chapter that was seeded before it had a history: this is where that begins. */
  async function begin(chapterId: ChapterId, reason: RevisionReason): Promise<RevisionRow> {
    const text = await sync.read(chapterId);
    return record({ chapterId, ...text, at: clock.now(), reason, authorsSince: () => [] });
  }

  /** Which revision is the last, and whether its name is free, is read in its turn: others name, too. */
  function nameInTurn(chapterId: ChapterId, name: string): Promise<RevisionRow | undefined> {
    return inTurn(chapterId, (db) => nameLast(db, chapterId, { name, at: clock.now() }));
  }

  return {
    settled: async ({ chapterId, sequence, blocks, authorsSince }) => {
      const reason = reasonAt(chapterId, sequence);
      await record({ chapterId, sequence, blocks, authorsSince, reason, at: clock.now() });
    },
    keep: async (chapterId, { reason, from = 0 }) => {
      await settle(chapterId, { reason, from });
      return (await findLatest(db, chapterId)) ?? begin(chapterId, reason);
    },
    keepNamed: async (chapterId, { reason, name }) => {
      await settle(chapterId, { reason, from: 0 });
      const named = await nameInTurn(chapterId, name);
      if (named !== undefined) return named;
      const first = await begin(chapterId, reason);
      return (await nameInTurn(chapterId, name)) ?? first;
    },
    expect,
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
