import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { PersonActor } from '#server/people/people.ts';
import {
  CLOSE,
  type CloseCode,
  type Frame,
  LIMITS,
  parseFrame,
  type Refusal,
  refusalText,
  writeFrame,
} from '#shared/protocol/protocol.ts';
import { Receipts } from './receipts.ts';

/** What a connection may do, as last asked. */
export type Rights = 'write' | 'read' | 'read-until-reload';

/** Why a peer's frames wait: they stay unread in the socket, so that waiting costs no memory. */
type Hold = 'room' | 'rights' | 'disk' | 'turn' | 'still';

export interface PeerOptions {
  readonly socket: WebSocket;
  /** The connection below the WebSocket, to send several messages as one write. */
  readonly stream: Duplex;
  readonly person: PersonActor;
  readonly wantsAcknowledgements: boolean;
  readonly now: () => number;
}

/** What a room does with a peer's frames. */
export interface PeerEvents {
  frame(frame: Exclude<Frame, { kind: 'malformed' }>): void;
  left(): void;
}

const TERMINATE_MS = 2_000;
/** Frames that one peer may have taken before everyone else gets a turn. */
const FRAMES_A_TURN = 200;

/** One connection in a room. */
export class Peer {
  readonly person: PersonActor;
  readonly wantsAcknowledgements: boolean;
  readonly receipts = new Receipts();
  rights: Rights = 'read';
  /** Whether it has been sent the chapter and hears of each commit. */
  hasJoined = false;
  /** The last row that was sent to it. */
  sentSequence = 0;
  /** Set while it sends nothing but gaps: it was told what is missing and has not answered yet. */
  isHealing = false;
  strikeCount = 0;
  /** Set when the chapter was too full for what it sent: it is asked again when there is room. */
  wasTooMuch = false;

  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #now: () => number;
  readonly #holds = new Set<Hold>(['room', 'rights']);
  #inbox: Frame[] = [];
  #events: PeerEvents | undefined;
  #isClosed = false;
  #takenInTurn = 0;
  #sentAt: number;
  #behindSince: number | undefined;
  /** What a peer may have unsent at once grows by each whole chapter that it asked for. */
  #allowance: number = LIMITS.unsent;

  constructor({ socket, stream, person, wantsAcknowledgements, now }: PeerOptions) {
    this.#socket = socket;
    this.#stream = stream;
    this.#now = now;
    this.#sentAt = now();
    this.person = person;
    this.wantsAcknowledgements = wantsAcknowledgements;
    socket.pause();
    socket.on('message', (message, isBinary) => this.#receive(message, isBinary));
    socket.on('close', () => this.#end());
  }

  /** Hands what comes from now on to a room. */
  enter(events: PeerEvents): void {
    this.#events = events;
    if (this.#isClosed) events.left();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Leaves further frames unread, for as long as there is any reason to. */
  hold(reason: Hold): void {
    this.#holds.add(reason);
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.pause();
  }

  /** Ends one reason to wait; with the last, what came meanwhile is taken in its order. */
  release(reason: Hold): void {
    if (!this.#holds.delete(reason) || this.#holds.size > 0) return;
    const waiting = this.#inbox;
    this.#inbox = [];
    for (const frame of waiting) this.#take(frame);
    if (this.#holds.size === 0 && !this.#isClosed) this.#socket.resume();
  }

  /** Sends frames in order, as one write. */
  send(frames: readonly Uint8Array[]): void {
    if (this.#isClosed || frames.length === 0) return;
    this.#stream.cork();
    for (const frame of frames) this.#socket.send(frame);
    this.#stream.uncork();
    this.#sentAt = this.#now();
    if (this.#socket.bufferedAmount > this.#allowance) this.close(CLOSE.tooSlow, 'too slow');
  }

  /** Sends a whole chapter, which may be more than a slow peer may otherwise have unsent. */
  sendChapter(frames: readonly Uint8Array[]): void {
    let size = 0;
    for (const { length } of frames) size += length;
    this.#allowance = LIMITS.unsent + size;
    this.send(frames);
  }

  refuse(refusal: Refusal): void {
    this.send([writeFrame({ kind: 'denied', reason: refusalText(refusal) })]);
  }

  /** How long it has had nothing from us. */
  get silentMs(): number {
    return this.#now() - this.#sentAt;
  }

  /** Whether more than a mebibyte waits to be sent: then it is left out, and catches up later. */
  get isBehind(): boolean {
    const isBehind = this.#socket.bufferedAmount > LIMITS.behind;
    this.#behindSince = isBehind ? (this.#behindSince ?? this.#now()) : undefined;
    return isBehind;
  }

  /** How long it has been behind, 0 when it is not. */
  get behindMs(): number {
    return this.isBehind && this.#behindSince !== undefined ? this.#now() - this.#behindSince : 0;
  }

  close(code: CloseCode, reason: string): void {
    if (this.#isClosed) return;
    this.#end();
    closeSocket(this.#socket, code, reason);
  }

  #receive(message: unknown, isBinary: boolean): void {
    if (this.#isClosed) return;
    if (!isBinary || !(message instanceof Uint8Array)) this.close(CLOSE.malformed, 'text frame');
    else if (message.length > LIMITS.frame) this.close(CLOSE.tooLarge, 'larger than 8 MiB');
    else this.#take(parseFrame(message));
  }

  #take(frame: Frame): void {
    if (this.#isClosed) return;
    // Also in the middle of a burst: one frame may bring about a reason for the rest to wait.
    if (this.#holds.size > 0) this.#inbox.push(frame);
    else if (frame.kind === 'malformed') this.close(CLOSE.malformed, 'malformed frame');
    else {
      this.#countInTurn();
      this.#events?.frame(frame);
    }
  }

  /**
   * The event loop reads megabytes of one socket before it looks at anything else, commits included:
   * who sends so much waits for the next turn.
   */
  #countInTurn(): void {
    if (this.#takenInTurn === 0)
      setImmediate(() => {
        this.#takenInTurn = 0;
        this.release('turn');
      });
    this.#takenInTurn += 1;
    if (this.#takenInTurn === FRAMES_A_TURN) this.hold('turn');
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#inbox = [];
    this.#events?.left();
  }
}

/** Closes with a code, and cuts the connection if the other side does not answer. */
export function closeSocket(socket: WebSocket, code: CloseCode, reason: string): void {
  // A paused socket would never read the other side's answer.
  if (socket.readyState === socket.OPEN) socket.resume();
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), TERMINATE_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
