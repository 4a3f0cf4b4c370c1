import type { Database } from '#server/db/db.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { AppError } from '#shared/errors.ts';
import { type ChapterId, newBlockId, type RandomBytes } from '#shared/ids.ts';
import type { StoredChapter } from './chapter-log.ts';
import { Room } from './room.ts';
import type { RoomLimits } from './room-limits.ts';
import { Saver } from './saver.ts';
import type { Settled } from './settling.ts';
import { loadChapter } from './store.ts';

export interface RoomsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly limits: RoomLimits;
  readonly onSettled: (settled: Settled) => Promise<void>;
}

/** The rooms that are open, one a chapter, and the saver that they share. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #saver: Saver;
  readonly #rooms = new Map<ChapterId, Room>();
  #isClosing = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#saver = new Saver({
      batch: (queries) => options.database.batch(queries),
      isFinal: (error) => !(error instanceof AppError && error.code === 'unavailable'),
      logger: options.logger,
    });
  }

  /** The chapter's room, opened if it is not open. Throws `unavailable` once the server is stopping. */
  of(chapterId: ChapterId): Room {
    if (this.#isClosing) throw new AppError('unavailable', 'The server is stopping. Try again.');
    const open = this.#rooms.get(chapterId);
    if (open && !open.isClosed) return open;
    const { database, clock, random, logger, limits, onSettled } = this.#options;
    const room = new Room({
      chapterId,
      db: database.db,
      saver: this.#saver,
      logger,
      limits,
      now: () => clock.now(),
      newBlockId: () => newBlockId(random),
      load: () => this.#load(chapterId),
      onSettled,
    });
    this.#rooms.set(chapterId, room);
    return room;
  }

  /** The rooms that are open or opening. */
  all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  /** Whether a chapter is open and was changed since it last settled. */
  isUnsettled(chapterId: ChapterId): boolean {
    return this.#rooms.get(chapterId)?.isUnsettled === true;
  }

  /** Lets time pass in every room and forgets those that are closed. */
  tick(): void {
    for (const [chapterId, room] of this.#rooms) {
      room.tick();
      if (room.isClosed) this.#rooms.delete(chapterId);
    }
  }

  /** Why the disk does not take what is written; undefined while it does. */
  get failure(): unknown {
    return this.#saver.failure;
  }

  /** Commits everything and closes every room; a failing disk is waited for until `deadline`. */
  async close(deadline: Promise<void>): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.all().map((room) => room.drain(deadline)));
    await this.#saver.close(deadline);
    this.#rooms.clear();
  }

  async #load(chapterId: ChapterId): Promise<StoredChapter> {
    const stored = await loadChapter(this.#options.database, chapterId);
    if (!stored) throw new AppError('not-found', 'This chapter has no text: it was never seeded.');
    return stored;
  }
}
