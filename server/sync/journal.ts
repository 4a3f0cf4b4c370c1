import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Millis } from '#server/lib/clock.ts';
import { AppError } from '#shared/errors.ts';
import type { ChapterId, PersonId } from '#shared/ids.ts';
import { Authorship } from './authorship.ts';
import {
  appended,
  byteCount,
  type ChapterLog,
  compacted,
  type LogRow,
  lastSequence,
  type StoredChapter,
  updatesOf,
} from './chapter-log.ts';
import type { Change } from './live-text.ts';
import { type CutRow, type Recorded, rowsOf } from './rows-of.ts';
import type { Cut, Saved } from './saver.ts';
import { deleteRows, insertRow, putAuthorRange, putSnapshot } from './store.ts';

export interface Commit<Sender> {
  readonly rows: readonly CutRow<Sender>[];
  /** Every change up to this ticket is on disk. */
  readonly ticket: number;
}

/** When a chapter gets a new snapshot. */
export interface CompactionLimits {
  /** Rows since the last snapshot. */
  readonly rows: number;
  /** Bytes since the last snapshot, and at least as many as that snapshot has. */
  readonly bytes: number;
}

export interface JournalOptions<Sender> {
  readonly chapterId: ChapterId;
  readonly db: Kysely<Schema>;
  readonly stored: StoredChapter;
  readonly compaction: CompactionLimits;
  /** What the stored bytes may come to before the chapter counts as full. */
  readonly chapterBytes: number;
  readonly now: () => Millis;
  /** Asks the saver to call `cut` soon. */
  readonly requestCut: (journal: Journal<Sender>) => void;
  /** The document with every recorded change in it, and nothing else. */
  readonly current: () => { encode(): Uint8Array; stateVector(): Uint8Array };
  readonly onCommitted: (commit: Commit<Sender>) => void;
  readonly onRefused: (error: unknown) => void;
  readonly receiverCount: () => number;
}

/** In bytes: a paragraph or two. */
const WORTH_A_SNAPSHOT = 1_024;
/** So many times its largest size a chapter takes only what surely makes it smaller. */
const OVERFULL = 1.5;

interface Waiter {
  readonly ticket: number;
  resolve(sequence: number): void;
  reject(error: unknown): void;
}

/**
 * What was accepted in one chapter, on its way to disk: recorded changes get a ticket, are cut into
 * rows (one a person), and become part of the log when the saver has committed them.
 */
export class Journal<Sender> implements Saved {
  readonly authorship: Authorship;
  readonly #options: JournalOptions<Sender>;
  #log: ChapterLog;
  #kept: readonly Omit<LogRow, 'bytes'>[];
  #recorded: Recorded<Sender>[] = [];
  #inFlight: readonly LogRow[] = [];
  #ticket = 0;
  #committedTicket = 0;
  #stateVector: Uint8Array = new Uint8Array([0]);
  #settledSequence: number;
  #waiters: Waiter[] = [];
  #pendingByteCount = 0;
  /** About the bytes by which a full chapter shrank since its snapshot. */
  #shrunkBy = 0;
  /** Whether history has read rows that the stored snapshot contains. */
  #hasForgettable = false;

  constructor(options: JournalOptions<Sender>) {
    this.#options = options;
    this.#log = options.stored.log;
    this.#kept = options.stored.kept;
    this.authorship = new Authorship(options.stored.authors);
    this.#settledSequence =
      (options.stored.kept[0]?.sequence ?? this.#log.snapshot.sequence + 1) - 1;
  }

  /** What is on disk. */
  get log(): ChapterLog {
    return this.#log;
  }

  /** The state vector of what is on disk. */
  get stateVector(): Uint8Array {
    return this.isCommitted ? this.#options.current().stateVector() : this.#stateVector;
  }

  /** Whether nothing waits to be committed. */
  get isCommitted(): boolean {
    return this.#committedTicket === this.#ticket;
  }

  /** The ticket of the newest accepted change. */
  get ticket(): number {
    return this.#ticket;
  }

  get committedTicket(): number {
    return this.#committedTicket;
  }

  get receiverCount(): number {
    return this.#options.receiverCount();
  }

  /** Bytes that are accepted and not yet on disk. */
  get pendingByteCount(): number {
    return this.#pendingByteCount;
  }

  /** Whether the chapter has reached its largest size, as it is stored now. */
  get isFull(): boolean {
    return this.#byteCount > this.#options.chapterBytes;
  }

  /** Whether changes that looked no larger than what they deleted have carried it far beyond that. */
  get isOverfull(): boolean {
    return this.#byteCount > this.#options.chapterBytes * OVERFULL;
  }

  get #byteCount(): number {
    return byteCount(this.#log) + this.#pendingByteCount;
  }

  /** The document is made of what is on disk, and nothing is recorded yet: this is its state vector. */
  begins(stateVector: Uint8Array): void {
    this.#stateVector = stateVector;
  }

  /** A full chapter became smaller by about so many bytes; a new snapshot will show it. */
  shrinks(byBytes: number): void {
    this.#shrunkBy += byBytes;
  }

  /** Takes a change that the document already has. Returns the ticket that its commit will reach. */
  record(change: Change, personId: PersonId | null, sender?: Sender): number {
    this.authorship.claim(change.structs, personId);
    this.#ticket += 1;
    this.#recorded.push({ ticket: this.#ticket, personId, updates: change.updates, sender });
    for (const { length } of change.updates) this.#pendingByteCount += length;
    this.#options.requestCut(this);
    return this.#ticket;
  }

  /** Every update accepted so far, on disk or not: what a new document is made of. */
  updates(): readonly Uint8Array[] {
    return [
      ...updatesOf(this.#log),
      ...this.#inFlight.map(({ bytes }) => bytes),
      ...this.#recorded.flatMap(({ updates }) => updates),
    ];
  }

  /**
   * Resolves once all that is accepted by now is on disk, with the sequence of the last row of that:
   * what is accepted later stands in rows after it.
   */
  committed(): Promise<number> {
    if (this.isCommitted) return Promise.resolve(lastSequence(this.#log));
    return new Promise((resolve, reject) =>
      this.#waiters.push({ ticket: this.#ticket, resolve, reject }),
    );
  }

  /** Who wrote the rows after one and up to another, each once. Exact for all not yet settled. */
  authorsBetween(after: number, upTo: number): readonly PersonId[] {
    const rows = [...this.#kept, ...this.#log.tail];
    const between = rows.filter(({ sequence }) => sequence > after && sequence <= upTo);
    return [...new Set(between.flatMap(({ personId }) => personId ?? []))];
  }

  get hasUnsettled(): boolean {
    return lastSequence(this.#log) > this.#settledSequence;
  }

  /** History has read the rows up to `sequence`: compaction may forget them. */
  settled(sequence: number): void {
    this.#settledSequence = Math.max(this.#settledSequence, sequence);
    const unread = this.#kept.filter((row) => row.sequence > this.#settledSequence);
    if (unread.length === this.#kept.length) return;
    this.#kept = unread;
    // Now, not with the next snapshot: that may be many short sittings away, and each begins by not
    // knowing what history has read.
    this.#hasForgettable = true;
    this.#options.requestCut(this);
  }

  cut(): Cut | undefined {
    if (this.#inFlight.length > 0) return undefined;
    if (this.#recorded.length === 0 && !this.#hasForgettable) return undefined;
    const { chapterId, db, now, current } = this.#options;
    const at = now();
    const rows = rowsOf(this.#recorded, {
      firstSequence: lastSequence(this.#log) + 1,
      marks: this.#waiters.map((waiter) => waiter.ticket),
    });
    // Merged into rows they may be fewer bytes than they were counted as.
    const size = this.#pendingByteCount;
    const ticket = this.#ticket;
    const stateVector = current().stateVector();
    this.#recorded = [];
    this.#inFlight = rows;
    // Cut in the same turn as the rows: the document is exactly everything up to the last of them.
    const snapshot = this.#dueSnapshot(rows);
    const queries = [
      ...rows.map((row) => insertRow(db, chapterId, { ...row, at })),
      ...this.authorship.takeChanged().map((range) => putAuthorRange(db, chapterId, range)),
    ];
    if (snapshot) queries.push(putSnapshot(db, chapterId, { ...snapshot, at }));
    if (snapshot || this.#hasForgettable) {
      // None that the snapshot, as it is stored with this, does not contain.
      queries.push(deleteRows(db, chapterId, this.#settledSequence));
      this.#hasForgettable = false;
    }
    return {
      queries,
      committed: () => this.#committed({ rows, ticket }, { snapshot, stateVector, size }),
      refused: (error) => this.refuse(error),
    };
  }

  /** Ends every wait for a commit that will not come. */
  refuse(error: unknown): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(lostRoom(error));
    this.#options.onRefused(error);
  }

  #dueSnapshot(rows: readonly LogRow[]): ChapterLog['snapshot'] | undefined {
    const { compaction, current, chapterBytes } = this.#options;
    const log = appended(this.#log, rows);
    const snapshotBytes = log.snapshot.bytes.length;
    const tailBytes = byteCount(log) - snapshotBytes;
    const excess = byteCount(log) - chapterBytes;
    // Only a new snapshot shows what deletions saved; for less than this it is not worth its bytes.
    const mayHaveRoom = this.#shrunkBy >= Math.max(excess, WORTH_A_SNAPSHOT);
    const isDue =
      log.tail.length >= compaction.rows ||
      tailBytes >= Math.max(compaction.bytes, snapshotBytes) ||
      (excess > 0 && (mayHaveRoom || tailBytes >= compaction.bytes));
    if (!isDue) return undefined;
    this.#shrunkBy = 0;
    return { sequence: lastSequence(log), bytes: current().encode() };
  }

  #committed(
    commit: Commit<Sender>,
    {
      snapshot,
      stateVector,
      size,
    }: {
      readonly snapshot: ChapterLog['snapshot'] | undefined;
      readonly stateVector: Uint8Array;
      readonly size: number;
    },
  ): void {
    const log = appended(this.#log, commit.rows);
    if (snapshot) this.#kept = [...this.#kept, ...log.tail].filter(this.#isUnsettled);
    this.#log = snapshot ? compacted(log, snapshot) : log;
    this.#inFlight = [];
    this.#committedTicket = commit.ticket;
    this.#stateVector = stateVector;
    this.#pendingByteCount -= size;
    this.#options.onCommitted(commit);
    const due = this.#waiters.filter(({ ticket }) => ticket <= commit.ticket);
    this.#waiters = this.#waiters.filter(({ ticket }) => ticket > commit.ticket);
    for (const { ticket, resolve } of due) {
      const last = commit.rows.findLast((row) => row.ticket <= ticket);
      resolve(last?.sequence ?? lastSequence(this.#log));
    }
    if (this.#recorded.length > 0) this.#options.requestCut(this);
  }

  readonly #isUnsettled = ({ sequence }: { sequence: number }): boolean =>
    sequence > this.#settledSequence;
}

/** What a caller is told whose change could not be stored because the room had to be given up. */
function lostRoom(cause: unknown): AppError {
  return new AppError('unavailable', 'The chapter was changed elsewhere. Try again.', { cause });
}
