import type { Compilable } from 'kysely';
import type { Logger } from '#server/lib/logger.ts';

/** What one room wants on disk: all of it or nothing. */
export interface Cut {
  readonly queries: readonly Compilable[];
  /** The queries are committed, to disk. */
  committed(): void;
  /** They can never be: the stored chapter is not the one that the room knows. */
  refused(error: unknown): void;
}

/** Something that gathers changes and hands them over when the saver asks. */
export interface Saved {
  /** What to commit now; undefined when there is nothing. Not asked again before it is settled. */
  cut(): Cut | undefined;
  /** How many peers hear of each commit: many of them make gathering worth a few milliseconds. */
  readonly receiverCount: number;
}

export interface SaverOptions {
  /** Runs all queries in one transaction and resolves when it is on disk. */
  readonly batch: (queries: readonly Compilable[]) => Promise<void>;
  /** Whether a failure will repeat itself however often the same queries are tried. */
  readonly isFinal: (error: unknown) => boolean;
  readonly logger: Logger;
}

const GATHER_AT_MOST_MS = 20;
const RECEIVERS_A_MS = 8;
const RETRY_FIRST_MS = 100;
const RETRY_LAST_MS = 2_000;

/**
 * Group commit: all rooms that changed share one transaction, and one fsync. While one is under way
 * the next gathers. A failing disk loses nothing: the same cuts are tried again until they hold.
 */
export class Saver {
  readonly #options: SaverOptions;
  #waiting = new Set<Saved>();
  #running: Promise<void> | undefined;
  #isClosing = false;
  #failure: unknown;
  /** Ends each pause that is under way. */
  readonly #pauses = new Set<() => void>();

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /** Commits what `saved` has gathered, at the latest 20 ms from now if the disk is idle. */
  request(saved: Saved): void {
    this.#waiting.add(saved);
    this.#running ??= this.#run();
  }

  /** Why the last try failed; undefined while the disk works. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Resolves when nothing waits to be committed any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Commits what is there, without gathering; gives up on a disk that fails when `deadline` ends. */
  async close(deadline: Promise<void>): Promise<void> {
    this.#hurry();
    const gaveUp = deadline.then(() => {
      this.#isClosing = true;
      this.#hurry();
    });
    await Promise.race([this.idle(), gaveUp]);
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#isClosing) {
      await this.#gather();
      const rooms = [...this.#waiting];
      this.#waiting = new Set();
      const cuts = rooms.flatMap((room) => room.cut() ?? []);
      if (cuts.length > 0) await this.#commit(cuts);
    }
    this.#running = undefined;
  }

  async #gather(): Promise<void> {
    let receiverCount = 0;
    for (const { receiverCount: count } of this.#waiting) receiverCount += count;
    const ms = Math.min(GATHER_AT_MOST_MS, receiverCount / RECEIVERS_A_MS);
    // Even a quiet room gathers what has already arrived in this turn of the event loop.
    if (ms < 1) await new Promise<void>((resolve) => setImmediate(resolve));
    else await this.#pause(ms);
  }

  async #commit(cuts: readonly Cut[]): Promise<void> {
    const error = await this.#attempt(cuts);
    if (error === undefined) return;
    // One room's fault must not keep the others from being saved: from here on each goes alone.
    await Promise.all(cuts.map((cut) => this.#insist(cut)));
  }

  async #insist(cut: Cut): Promise<void> {
    for (let wait = RETRY_FIRST_MS; !this.#isClosing; wait = Math.min(wait * 2, RETRY_LAST_MS)) {
      const error = await this.#attempt([cut]);
      if (error === undefined) return;
      if (this.#options.isFinal(error)) return cut.refused(error);
      await this.#pause(wait);
    }
  }

  async #attempt(cuts: readonly Cut[]): Promise<unknown> {
    try {
      await this.#options.batch(cuts.flatMap(({ queries }) => queries));
    } catch (error) {
      // Nothing of it is stored, relayed or acknowledged; the rooms keep it and it is tried again.
      if (this.#failure === undefined) this.#options.logger.error({ error }, 'cannot save');
      this.#failure = error;
      return error;
    }
    if (this.#failure !== undefined) this.#options.logger.info('saving again');
    this.#failure = undefined;
    for (const cut of cuts) cut.committed();
    return undefined;
  }

  /** Waits, unless somebody is in a hurry. */
  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }

  #hurry(): void {
    for (const end of [...this.#pauses]) end();
  }
}
