import type { Millis } from '#server/lib/clock.ts';
import { type Block, repairIds } from '#shared/content/content.ts';
import type { BlockId, ChapterId, PersonId } from '#shared/ids.ts';
import type { Journal } from './journal.ts';
import type { Peer } from './peer.ts';
import type { Writing } from './writing.ts';

/** A chapter that has come to rest, every word of it on disk. */
export interface Settled {
  readonly chapterId: ChapterId;
  /** The last row that `blocks` contains. */
  readonly sequence: number;
  readonly blocks: readonly Block[];
  /** Who wrote the rows of it after this sequence (a revision's `sequence`), each once. */
  authorsSince(sequence: number): readonly PersonId[];
}

export interface SettlingOptions {
  readonly chapterId: ChapterId;
  readonly journal: Journal<Peer>;
  readonly writing: Writing;
  readonly now: () => Millis;
  readonly limits: { readonly quiet: Millis; readonly work: Millis };
  readonly newBlockId: () => BlockId;
  /** Tells history and whoever else listens; the chapter has settled when they are done. */
  readonly onSettled: (settled: Settled) => Promise<void>;
}

/** Brings one chapter to rest: every block gets an id of its own, and those who listen hear of it. */
export class Settling {
  readonly #options: SettlingOptions;
  #changedAt: Millis;
  /** The first change since the chapter last settled; undefined when there was none. */
  #unsettledSince: Millis | undefined;
  #running: Promise<void> | undefined;

  constructor(options: SettlingOptions) {
    this.#options = options;
    this.#changedAt = options.now();
    // Rows that nobody was told of before the server stopped.
    if (options.journal.hasUnsettled) this.#unsettledSince = this.#changedAt;
  }

  /** The chapter was changed just now. */
  changed(): void {
    this.#changedAt = this.#options.now();
    this.#unsettledSince ??= this.#changedAt;
  }

  get isSettled(): boolean {
    return this.#unsettledSince === undefined && !this.#running;
  }

  /** Whether it is time: everyone has left, it is quiet, or there has been work for long. */
  isDue(hasPeers: boolean): boolean {
    if (this.#unsettledSince === undefined || this.#running) return false;
    const { limits, now } = this.#options;
    const isQuiet = now() - this.#changedAt >= limits.quiet;
    return isQuiet || !hasPeers || now() - this.#unsettledSince >= limits.work;
  }

  /** Resolves when all changes up to now are settled. Rejects, still unsettled, when a listener does. */
  async settle(): Promise<void> {
    // One at a time; whoever comes second also waits for what changed meanwhile.
    while (this.#running) await this.#running.catch(() => undefined);
    if (this.#unsettledSince === undefined) return;
    this.#running = this.#settleNow(this.#unsettledSince).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** Resolves when nothing is being settled. */
  async ended(): Promise<void> {
    await this.#running?.catch(() => undefined);
  }

  async #settleNow(since: Millis): Promise<void> {
    const { chapterId, journal, writing, newBlockId, onSettled } = this.#options;
    this.#unsettledSince = undefined;
    try {
      writing.change(null, (doc) => void repairIds(doc, newBlockId));
      const blocks = writing.text.blocks();
      const sequence = await journal.committed();
      const authorsSince = (after: number) => journal.authorsBetween(after, sequence);
      await onSettled({ chapterId, sequence, blocks, authorsSince });
      journal.settled(sequence);
    } catch (error) {
      this.#unsettledSince = since;
      throw error;
    }
  }
}
