/** Live sync: everyone's changes to a chapter, applied, on disk, and only then passed on. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Kysely } from 'kysely';
import type { Database } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import type { Actor } from '#server/people/people.ts';
import type { Block } from '#shared/content/content.ts';
import type { ChapterId, PersonId, RandomBytes } from '#shared/ids.ts';
import {
  type Authority,
  CONNECTION_LIMITS,
  type ConnectionLimits,
  Connections,
} from './connections.ts';
import type { ChapterText } from './room.ts';
import { ROOM_LIMITS, type RoomLimits } from './room-limits.ts';
import { Rooms } from './rooms.ts';
import { type NewText, seedChapter } from './seed.ts';
import type { Settled } from './settling.ts';

export type { Authority } from './connections.ts';
export type { ChapterText } from './room.ts';
export type { NewText } from './seed.ts';
export type { Settled } from './settling.ts';

export interface SyncDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** `https://handbooks.example`, also several: what Origin may say. Asked on each connection. */
  readonly origins: () => readonly string[];
  readonly authority: Authority;
  /** What differs from the usual limits; tests make them small. */
  readonly limits?: Partial<RoomLimits & ConnectionLimits>;
}

/** What a settled chapter is told to; the room waits for what it returns. */
export type SettledListener = (settled: Settled) => Promise<void> | void;

/** Why the server changes a chapter, for the log. */
export type EditReason = 'restore' | 'api';

/** Who changes a chapter through the server, and why. */
export interface Editing {
  readonly author: Actor;
  readonly reason: EditReason;
}

export interface Sync {
  /** Takes over an HTTP upgrade; paths other than /sync/CHAPTER are answered with 404. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /**
   * Writes a chapter's first content inside the caller's transaction (`db`). Rejects when the chapter
   * has been seeded before.
   */
  seed(db: Kysely<Schema>, text: NewText): Promise<void>;
  /**
   * Changes a chapter as one transaction in its live room and resolves when that is on disk. `change`
   * gets the blocks as they are and returns them as they should be, by id; what others type meanwhile
   * stays. It may be told by rejecting with what `change` throws.
   */
  edit(
    chapterId: ChapterId,
    editing: Editing,
    change: (blocks: readonly Block[]) => readonly Block[],
  ): Promise<ChapterText>;
  /**
   * As `edit`, with the change that `prepare` returns: while that runs (it may settle the chapter, not
   * edit it) the text stands still, and the change is made to it as it then is. Rejects with
   * `unavailable`, and nothing is changed, when that takes too long.
   */
  editStill(
    chapterId: ChapterId,
    editing: Editing,
    prepare: () => Promise<(blocks: readonly Block[]) => readonly Block[]>,
  ): Promise<ChapterText>;
  /** The chapter as it is now, all of it on disk. */
  read(chapterId: ChapterId): Promise<ChapterText>;
  /** Brings chapters to rest: every block has an id, the listeners have been told of all changes. */
  settle(chapterIds: readonly ChapterId[]): Promise<void>;
  /** Whether somebody changed a chapter since it last settled: its revisions do not have that yet. */
  isUnsettled(chapterId: ChapterId): boolean;
  /** A person's rights changed (or, without one, anybody's): takes effect before their next frame. */
  rightsChanged(personId?: PersonId): void;
  /** Calls `listener` whenever a chapter has settled; the returned function ends that. */
  on(event: 'settled', listener: SettledListener): () => void;
  /** Why the disk does not take what is written; undefined while it does. */
  failure(): unknown;
  /** What time brings: runs by itself every second; tests that pass their own clock call it. */
  tick(): void;
  /** Takes nothing any more, commits everything, and sends everyone away with 1012. */
  close(): Promise<void>;
}

const TICK_MS = 1_000;
/** A chapter's epoch, which of its histories this is, is a random number of so many bytes. */
const EPOCH_BYTES = 8;
/** A disk that does not answer must not keep the process from ending. */
const CLOSE_WITHIN_MS = 7_000;
/** Chapters that are settled side by side. */
const SETTLE_AT_ONCE = 8;

/** Starts live sync; `close` it. */
export function createSync(deps: SyncDeps): Sync {
  const { database, clock, random, logger, origins, authority } = deps;
  const limits = { ...ROOM_LIMITS, ...CONNECTION_LIMITS, ...deps.limits };
  const listeners = new Set<SettledListener>();
  const onSettled = async (settled: Settled): Promise<void> => {
    for (const listener of listeners) await listener(settled);
  };
  const rooms = new Rooms({ database, clock, random, logger, limits, onSettled });
  const connections = new Connections({ authority, rooms, clock, logger, origins, limits });
  const tick = (): void => {
    rooms.tick();
    connections.tick();
  };
  const told = (chapterId: ChapterId, reason: EditReason, text: ChapterText): ChapterText => {
    logger.info({ chapterId, reason, sequence: text.sequence }, 'the server changed a chapter');
    return text;
  };
  const wheel = setInterval(tick, TICK_MS);
  wheel.unref();
  return {
    upgrade: (request, stream, head) => connections.upgrade(request, stream, head),
    seed: (db, text) => seedChapter(db, { ...text, epoch: random(EPOCH_BYTES), at: clock.now() }),
    edit: async (chapterId, { author, reason }, change) =>
      told(chapterId, reason, await rooms.of(chapterId).edit(author, change)),
    editStill: async (chapterId, { author, reason }, prepare) =>
      told(chapterId, reason, await rooms.of(chapterId).editStill(author, prepare)),
    read: async (chapterId) => rooms.of(chapterId).read(),
    settle: (chapterIds) =>
      eachOf(chapterIds, SETTLE_AT_ONCE, (chapterId) => rooms.of(chapterId).settle()),
    isUnsettled: (chapterId) => rooms.isUnsettled(chapterId),
    rightsChanged: (personId) => connections.rightsChanged(personId),
    on: (_event, listener) => {
      // A wrapper, so that the same function may be added twice and each is ended on its own.
      const own: SettledListener = (settled) => listener(settled);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    failure: () => rooms.failure,
    tick,
    close: async () => {
      clearInterval(wheel);
      connections.stop();
      const deadline = timeout(CLOSE_WITHIN_MS);
      await rooms.close(deadline.ended);
      deadline.cancel();
      connections.close();
    },
  };
}

function timeout(ms: number): { readonly ended: Promise<void>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { ended, cancel: () => clearTimeout(timer) };
}

/** Runs `work` on each, so many at a time; rejects with the first failure. */
async function eachOf<Each>(
  all: readonly Each[],
  atOnce: number,
  work: (one: Each) => Promise<void>,
): Promise<void> {
  const rest = [...all];
  const lane = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
