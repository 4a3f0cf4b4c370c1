import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Millis } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import { type Block, repairIds, writeChapter } from '#shared/content/content.ts';
import { AppError, never } from '#shared/errors.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import { CLOSE, type CloseCode, type Frame, writeFrame } from '#shared/protocol/protocol.ts';
import { Carets } from './carets.ts';
import { type ChapterLog, lastSequence, type StoredChapter, updatesOf } from './chapter-log.ts';
import { Journal } from './journal.ts';
import { LiveText } from './live-text.ts';
import type { Peer } from './peer.ts';
import { Presence } from './presence.ts';
import {
  acknowledgeKnown,
  catchUp,
  KEEP_ALIVE,
  relay,
  sendChapter,
  sendPresence,
  type Voice,
} from './relay.ts';
import type { RoomLimits } from './room-limits.ts';
import type { Saver } from './saver.ts';
import { type Settled, Settling } from './settling.ts';
import { Stillness } from './stillness.ts';
import { Writing } from './writing.ts';

/** A chapter's text at one moment, and the last row that it contains. */
export interface ChapterText {
  readonly blocks: readonly Block[];
  readonly sequence: number;
}

export interface RoomOptions {
  readonly chapterId: ChapterId;
  readonly db: Kysely<Schema>;
  readonly saver: Saver;
  readonly logger: Logger;
  readonly limits: RoomLimits;
  readonly now: () => Millis;
  readonly newBlockId: () => BlockId;
  readonly load: () => Promise<StoredChapter>;
  /** Tells history and whoever else listens; the room waits for them. */
  readonly onSettled: (settled: Settled) => Promise<void>;
}

/** A room whose chapter is in memory. */
interface Open extends Voice {
  readonly kind: 'open';
  readonly settling: Settling;
  readonly carets: Carets;
  usedAt: Millis;
}

type State =
  | { readonly kind: 'loading'; readonly opened: Promise<Open> }
  | Open
  /** Takes nothing any more, commits what it has; then it is closed. */
  | (Omit<Open, 'kind'> & { readonly kind: 'draining' })
  | { readonly kind: 'closed' };

/**
 * A chapter open for live editing: loading → open → draining → closed, each entered once. Peers that
 * come while it loads wait unread. It closes only when all that it accepted is on disk, or when what
 * is stored turns out not to be what it holds; then its peers come back to a new one.
 */
export class Room {
  readonly #options: RoomOptions;
  readonly #peers = new Set<Peer>();
  readonly #stillness = new Stillness(this.#peers);
  #state: State;
  /** Calls of edit, read and settle that have not returned. */
  #userCount = 0;

  constructor(options: RoomOptions) {
    this.#options = options;
    const opened = this.#load();
    this.#state = { kind: 'loading', opened };
    // Whoever waits for the room sees the failure; with nobody waiting there is nobody to tell.
    opened.catch(() => undefined);
  }

  /** Whether it was changed since the listeners were last told of it. */
  get isUnsettled(): boolean {
    return this.#state.kind === 'open' && !this.#state.settling.isSettled;
  }

  get isClosed(): boolean {
    return this.#state.kind === 'closed';
  }

  /** Lets a peer in. Its frames are taken once the chapter is in memory. Never rejects. */
  async join(peer: Peer, expectedEpoch: (epoch: Uint8Array) => boolean): Promise<void> {
    if (this.#peers.size >= this.#options.limits.peers)
      return peer.close(CLOSE.tooMany, 'too many in this chapter');
    this.#peers.add(peer);
    peer.enter({
      frame: (frame) => this.#receive(peer, frame),
      left: () => this.#leave(peer),
    });
    this.#stillness.entered(peer);
    try {
      const { journal } = await this.#open();
      if (!expectedEpoch(journal.log.epoch))
        return peer.close(CLOSE.otherHistory, 'the chapter has another history');
      peer.release('room');
    } catch {
      // Logged where it failed. What is stored is untouched, and the peer comes back by itself.
      peer.close(CLOSE.tryLater, 'the chapter cannot be opened');
    }
  }

  /**
   * Changes the chapter by block id, as one Yjs transaction, and resolves when it is on disk.
   * What others type meanwhile stays. Throws what `change` throws, and `unavailable` while the disk
   * takes nothing, in both cases with nothing changed.
   */
  edit(
    author: Actor,
    change: (blocks: readonly Block[]) => readonly Block[],
  ): Promise<ChapterText> {
    return this.#use(() => this.#stillness.outside(() => this.#change(author, change)));
  }

  /**
   * As `edit`, with the change that `prepare` returns. Until it is made nothing is taken of anybody, so
   * that it is made to the text which `prepare` found. Throws what `prepare` throws, too.
   */
  editStill(
    author: Actor,
    prepare: () => Promise<(blocks: readonly Block[]) => readonly Block[]>,
  ): Promise<ChapterText> {
    return this.#use(() =>
      this.#stillness.change(prepare, (change) => this.#change(author, change)),
    );
  }

  /** The chapter as it is, once all of that is on disk; as it is there, while the disk takes nothing. */
  read(): Promise<ChapterText> {
    return this.#use(async ({ journal, writing }) => {
      if (this.#options.saver.failure !== undefined) return storedText(journal.log);
      const blocks = writing.text.blocks();
      return { blocks, sequence: await journal.committed() };
    });
  }

  /**
   * Gives every block its own id and tells the listeners, if anything changed since the last time.
   * While the disk takes nothing there is nothing to tell: what is new is not there yet.
   */
  settle(): Promise<void> {
    return this.#use(async ({ settling }) => {
      if (this.#options.saver.failure === undefined) await settling.settle();
    });
  }

  /** Tells a peer what its rights are now. */
  rightsChanged(peer: Peer): void {
    if (this.#state.kind !== 'open' || !peer.hasJoined) return;
    const { text } = this.#state.writing;
    // Asking for its text is how a peer is told that it may write.
    if (peer.rights === 'write')
      peer.send([writeFrame({ kind: 'step1', stateVector: text.stateVector() })]);
    else peer.refuse(peer.rights === 'read' ? 'read-only' : 'old-schema');
  }

  /** What time brings: called every second or so. */
  tick(): void {
    if (this.#state.kind !== 'open') return;
    const open = this.#state;
    for (const peer of this.#peers) this.#attend(open, peer);
    const { limits, logger, chapterId } = this.#options;
    const isUnused = this.#peers.size === 0 && this.#userCount === 0;
    const idleFor = this.#options.now() - open.usedAt;
    // What has settled is on disk: settling waits for it.
    if (isUnused && idleFor >= limits.idle && open.settling.isSettled) return void this.#close();
    if (open.settling.isDue(this.#peers.size > 0))
      this.settle().catch((error: unknown) =>
        // The chapter stays unsettled, so the next tick tries again.
        logger.error({ error, chapterId }, 'a chapter could not settle'),
      );
  }

  /**
   * Takes nothing any more, commits what was accepted, and sends everyone away. When the disk takes
   * nothing until `deadline`, what was never acknowledged is left to the peers, who still have it.
   */
  async drain(deadline: Promise<void>): Promise<void> {
    const open = await this.#open().catch(() => undefined);
    if (!open) return;
    if (this.#state.kind === 'open') this.#state = { ...open, kind: 'draining' };
    for (const peer of this.#peers) peer.hold('disk');
    try {
      await Promise.race([
        Promise.all([open.journal.committed(), open.settling.ended()]),
        deadline,
      ]);
    } finally {
      this.#close(CLOSE.restarting, 'the server is restarting');
    }
  }

  /** Changes the text before it returns its promise. */
  async #change(
    author: Actor,
    change: (blocks: readonly Block[]) => readonly Block[],
  ): Promise<ChapterText> {
    if (this.#state.kind !== 'open') throw stopping();
    const { journal, writing, settling } = this.#state;
    if (this.#options.saver.failure !== undefined)
      throw new AppError('unavailable', 'Nothing can be saved just now. Try again in a moment.');
    // Blocks without an id of their own could not be kept: they would be made anew, and what is
    // being typed in them would be dropped.
    writing.change(null, (doc) => void repairIds(doc, this.#options.newBlockId));
    // Already now: the new ids stay when `change` throws.
    settling.changed();
    const wanted = change(writing.text.blocks());
    writing.change(personIdOf(author), (doc) => writeChapter(doc, wanted));
    const blocks = writing.text.blocks();
    return { blocks, sequence: await journal.committed() };
  }

  async #load(): Promise<Open> {
    const options = this.#options;
    try {
      const stored = await options.load();
      const journal: Journal<Peer> = new Journal<Peer>({
        chapterId: options.chapterId,
        db: options.db,
        stored,
        compaction: options.limits.compaction,
        chapterBytes: options.limits.chapterBytes,
        now: options.now,
        requestCut: (saved) => options.saver.request(saved),
        current: () => writing.text,
        onCommitted: ({ rows }) => this.#committed(rows),
        onRefused: (error) => this.#giveUp(error),
        receiverCount: () => this.#peers.size,
      });
      const writing = new Writing(journal);
      const presence = new Presence<Peer>((clientId, personId) => {
        const owner = journal.authorship.ownerOf(clientId);
        return owner.kind === 'owned' && owner.personId !== personId;
      });
      const settling = new Settling({ ...options, journal, writing });
      const gatherMs = options.limits.caretGather;
      const carets = new Carets({ presence, peers: this.#peers, gatherMs });
      const usedAt = options.now();
      const state: Open = { kind: 'open', journal, writing, presence, settling, carets, usedAt };
      this.#state = state;
      return state;
    } catch (error) {
      // What is stored stays as it is; the next one who comes makes a new room and tries again.
      options.logger.error({ error, chapterId: options.chapterId }, 'a chapter cannot be opened');
      this.#state = { kind: 'closed' };
      throw error;
    }
  }

  #open(): Promise<Open> {
    switch (this.#state.kind) {
      case 'loading':
        return this.#state.opened;
      case 'open':
        return Promise.resolve(this.#state);
      case 'draining':
      case 'closed':
        return Promise.reject(stopping());
      default:
        return never(this.#state);
    }
  }

  async #use<Result>(run: (open: Open) => Promise<Result>): Promise<Result> {
    this.#userCount += 1;
    try {
      const open = await this.#open();
      open.usedAt = this.#options.now();
      return await run(open);
    } finally {
      this.#userCount -= 1;
    }
  }

  #receive(peer: Peer, frame: Exclude<Frame, { kind: 'malformed' }>): void {
    if (this.#state.kind !== 'open') return;
    const open = this.#state;
    switch (frame.kind) {
      case 'step1':
        this.#answer(open, peer, frame.stateVector);
        break;
      case 'step2':
      case 'update':
        this.#write(open, peer, frame);
        break;
      case 'awareness':
        this.#hear(open, peer, frame.states);
        break;
      case 'query-awareness':
        sendPresence(open.presence, peer);
        break;
      case 'denied':
      case 'acknowledgement':
        peer.close(CLOSE.malformed, 'a frame that only servers send');
        break;
      default:
        never(frame);
    }
  }

  #answer(open: Open, peer: Peer, stateVector: Uint8Array): void {
    // A peer that does not read what it asks for gets it later, once.
    if (peer.isBehind) return;
    try {
      sendChapter(open, peer, stateVector);
    } catch {
      // Only the state vector comes from outside here.
      peer.close(CLOSE.malformed, 'unreadable state vector');
    }
  }

  #write(open: Open, peer: Peer, frame: Extract<Frame, { kind: 'step2' | 'update' }>): void {
    const { journal, writing } = open;
    const before = journal.ticket;
    writing.receive(peer, frame);
    if (journal.ticket !== before) open.settling.changed();
    else acknowledgeKnown(open, peer);
    if (journal.pendingByteCount > this.#options.limits.pendingBytes)
      for (const other of this.#peers) other.hold('disk');
  }

  #committed(rows: Parameters<typeof relay>[2]): void {
    if (this.#state.kind !== 'open' && this.#state.kind !== 'draining') return;
    relay(this.#state, this.#peers, rows);
    if (this.#state.kind !== 'open') return;
    this.#state.carets.wordsPassed();
    for (const peer of this.#peers) {
      if (peer.wasTooMuch && !this.#state.journal.isFull) this.#askAgain(this.#state, peer);
      peer.release('disk');
    }
  }

  /** There is room again: its step 2 brings what a full chapter did not take of it. */
  #askAgain({ writing }: Open, peer: Peer): void {
    peer.wasTooMuch = false;
    if (peer.rights === 'write')
      peer.send([writeFrame({ kind: 'step1', stateVector: writing.text.stateVector() })]);
  }

  #hear(open: Open, peer: Peer, states: Uint8Array): void {
    if (open.presence.hear(peer, states, this.#options.now())) open.carets.moved();
    else peer.close(CLOSE.malformed, 'unreadable awareness');
  }

  #attend({ journal, ...voice }: Open, peer: Peer): void {
    const { limits } = this.#options;
    if (peer.behindMs > limits.behind) peer.close(CLOSE.tooSlow, 'too slow');
    if (!peer.hasJoined || peer.isBehind) return;
    if (peer.sentSequence < lastSequence(journal.log)) catchUp({ ...voice, journal }, peer);
    if (peer.silentMs >= limits.silence) peer.send([KEEP_ALIVE]);
  }

  #leave(peer: Peer): void {
    this.#peers.delete(peer);
    if (this.#state.kind !== 'open') return;
    this.#state.usedAt = this.#options.now();
    this.#state.presence.leave(peer, this.#state.usedAt);
    this.#state.carets.moved();
  }

  /** The stored chapter is not the one we hold. Peers still have what they were not acknowledged. */
  #giveUp(error: unknown): void {
    const { logger, chapterId } = this.#options;
    logger.error({ error, chapterId }, 'a chapter was stored by somebody else; opening it anew');
    this.#close(CLOSE.tryLater, 'the chapter is opened anew');
  }

  #close(code: CloseCode = CLOSE.tryLater, reason = 'closed'): void {
    if (this.#state.kind === 'open' || this.#state.kind === 'draining') {
      this.#state.carets.close();
      this.#state.writing.destroy();
    }
    this.#state = { kind: 'closed' };
    for (const peer of [...this.#peers]) peer.close(code, reason);
  }
}

function stopping(): AppError {
  return new AppError('unavailable', 'The server is stopping. Try again.');
}

/** What the stored bytes alone say. */
function storedText(log: ChapterLog): ChapterText {
  const text = new LiveText(updatesOf(log));
  const blocks = text.blocks();
  text.destroy();
  return { blocks, sequence: lastSequence(log) };
}
