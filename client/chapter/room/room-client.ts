/**
 * A chapter's live room, as the page holds it: the line to the server, the copy on this device, what
 * merges do to one's words, and the truth about where those are. No React.
 */
import * as Y from 'yjs';
import { blocksOf, plainText, readChapter, SCHEMA_VERSION } from '#shared/content/content.ts';
import { type Acknowledgement, epochText, type Refusal } from '#shared/protocol/protocol.ts';
import { KeptCopy } from '../copy/kept-copy.ts';
import { browserDevice } from '../device/browser-device.ts';
import { ChapterNotes } from '../device/chapter-notes.ts';
import type { Device } from '../device/device.ts';
import { writeBack } from '../merging/dropped-words.ts';
import { Merging } from '../merging/merging.ts';
import type { OpenRoom, RoomRefusal, RoomView } from './room.ts';
import { ServerLine } from './server-line.ts';
import { savingOf } from './standing.ts';

export interface RoomClientOptions {
  readonly chapterId: string;
  readonly personId: string;
  /** `wss://handbooks.example/sync`; where this page came from when not said. */
  readonly address?: string;
  readonly Socket?: typeof WebSocket;
  /** Where the copy lies; this browser when not said, nowhere when null. */
  readonly device?: Device | null;
  /** Without an acknowledgement for so long, words count as not saved. */
  readonly patienceMs?: number;
  /** So long the copy is waited for before the server is asked, where both are there. */
  readonly copyFirstMs?: number;
  /** What this device refused to keep is tried again after so long. */
  readonly copyRetryMs?: number;
  /** The longest pause between two attempts to connect. */
  readonly retryMs?: number;
}

const PATIENCE_MS = 5_000;
const COPY_FIRST_MS = 2_000;
const COPY_RETRY_MS = 3_000;

/** Opens a chapter's room; `close` it. */
export function openRoomClient(options: RoomClientOptions): OpenRoom {
  return new RoomClient(options);
}

class RoomClient implements OpenRoom {
  readonly doc = new Y.Doc();
  readonly #line: ServerLine;
  readonly #kept: KeptCopy;
  readonly #merging: Merging;
  readonly #personId: string;
  readonly #patienceMs: number;
  readonly #listeners = new Set<() => void>();
  readonly #incomingListeners = new Set<() => void>();
  #hasText = false;
  /** Whether the server has said what it has. */
  #hasMet = false;
  /** Words of this device that the server has not acknowledged. */
  #hasUnsent = false;
  #unsentAt = 0;
  #readOnly: RoomView['readOnly'] = 'unsaid';
  #isFull = false;
  #refusal: RoomRefusal | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #view: RoomView;

  constructor(options: RoomClientOptions) {
    const { chapterId, personId } = options;
    this.#personId = personId;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    const device = options.device === undefined ? browserDevice() : options.device;
    const notes = new ChapterNotes(device?.notes, { personId, chapterId });
    this.#merging = new Merging(notes);
    this.#kept = new KeptCopy({
      device: device ?? undefined,
      doc: this.doc,
      notes,
      merging: this.#merging,
      changed: () => this.#update(),
      retryMs: options.copyRetryMs ?? COPY_RETRY_MS,
    });
    this.#line = this.#openLine(options);
    this.#hasUnsent = this.#kept.hadUnsent;
    this.#view = this.#viewNow();
    this.#listen();
    this.#begin(options.copyFirstMs ?? COPY_FIRST_MS);
  }

  get awareness() {
    return this.#line.awareness;
  }

  view(): RoomView {
    return this.#view;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onIncoming(listener: () => void): () => void {
    this.#incomingListeners.add(listener);
    return () => this.#incomingListeners.delete(listener);
  }

  ownText(): string {
    const texts = blocksOf(readChapter(this.doc)).map(({ json }) => plainText(json));
    const lost = this.#merging.offered.all().map(({ text }) => text);
    return [...texts, ...lost].join('\n\n');
  }

  putBack(key: string): void {
    const loss = this.#merging.offered.take(key);
    if (loss) writeBack(this.doc, loss);
    this.#update();
  }

  leaveOut(key: string): void {
    this.#merging.offered.take(key);
    this.#update();
  }

  stepOut(): void {
    this.awareness.setLocalState(null);
  }

  stepIn(): void {
    // What has no state takes no part of one.
    this.awareness.setLocalState({});
  }

  renewLine(): void {
    if (!this.#isClosed && this.#refusal === null) this.#line.renew();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#patience);
    this.#listeners.clear();
    this.#line.close();
    this.#kept.close();
    this.doc.destroy();
  }

  #openLine(options: RoomClientOptions): ServerLine {
    return new ServerLine({
      address: options.address ?? ownAddress(),
      chapterId: options.chapterId,
      doc: this.doc,
      Socket: options.Socket ?? WebSocket,
      parameters: this.#parameters(),
      retryMs: options.retryMs,
      named: (update) => this.#merging.named(update),
      events: {
        changed: () => this.#lineChanged(),
        acknowledged: (acknowledgement) => this.#acknowledged(acknowledgement),
        mayWrite: () => this.#mayWrite(),
        denied: (refusal) => this.#denied(refusal),
        refused: (refusal) => this.#refused(refusal),
        incoming: () => {
          for (const listener of this.#incomingListeners) listener();
        },
        merged: (transaction, update) => this.#merged(transaction, update),
      },
    });
  }

  #parameters(): Record<string, string> {
    const { epoch } = this.#kept;
    // Whose page it is: another tab may have signed somebody else in by the time that it connects.
    const always = { ack: '1', schema: String(SCHEMA_VERSION), person: this.#personId };
    return epoch === undefined ? always : { ...always, epoch };
  }

  #listen(): void {
    this.doc.on('update', (_update, origin, _doc, transaction: Y.Transaction) => {
      // What comes out of the copy after the server has spoken is what the server does not have.
      const isOurs = transaction.local || this.#hasMet;
      if (isOurs && !this.#line.isSource(origin)) this.#typed();
      if (transaction.local) this.#merging.own.add(this.doc.clientID);
    });
  }

  /** The copy first, then the server; a browser that is slow with the copy does not hold it up. */
  #begin(copyFirstMs: number): void {
    let hasBegun = false;
    const connect = (): void => {
      clearTimeout(timer);
      if (hasBegun || this.#isClosed) return;
      hasBegun = true;
      // The copy may have been found only now.
      this.#line.setParameters(this.#parameters());
      this.#update();
      this.#line.connect();
    };
    const timer = setTimeout(connect, copyFirstMs);
    const goOn = (hasCopy: boolean): void => {
      if (hasCopy) this.#hasText = true;
      if (this.#kept.hadUnsent && !this.#hasMet) this.#hasUnsent = true;
      connect();
      this.#settle();
    };
    // Where the copy cannot be read the chapter is taken from the server alone.
    this.#kept.load().then(goOn, () => goOn(false));
  }

  #typed(): void {
    if (!this.#hasUnsent) this.#unsentAt = Date.now();
    this.#hasUnsent = true;
    this.#update();
  }

  #lineChanged(): void {
    if (this.#line.hasJoined) this.#hasText = true;
    this.#update();
  }

  #acknowledged({ stateVector, epoch }: Acknowledgement): void {
    if (!this.#hasMet && this.#merging.claimBeyond(this.doc, Y.decodeStateVector(stateVector)))
      this.#hasUnsent = true;
    this.#hasMet = true;
    this.#kept.begin(epochText(epoch));
    this.#line.setParameters(this.#parameters());
    this.#settle();
  }

  /** All is saved when all that was sent is on disk, and nothing unsent may yet come out of the copy. */
  #settle(): void {
    if (this.#line.hasAllOnDisk && !this.#kept.isAwaited) this.#hasUnsent = false;
    this.#update();
  }

  #denied(refusal: Refusal | undefined): void {
    if (refusal === 'read-only') this.#readOnly = 'reader';
    else if (refusal === 'old-schema') this.#readOnly = 'old';
    else if (refusal === 'chapter-full') this.#isFull = true;
    // Of anything else the server may yet take it; when it will not, it closes with a code.
    this.#update();
  }

  #mayWrite(): void {
    this.#readOnly = 'no';
    // Also that there is room again is said so.
    this.#isFull = false;
    this.#update();
  }

  #refused(refusal: RoomRefusal): void {
    this.#refusal = refusal;
    // With the same copy the next visit would be refused again, for ever.
    if (refusal === 'other-history' || refusal === 'too-large') this.#kept.forget();
    this.#update();
  }

  #merged(transaction: Y.Transaction, update: Uint8Array): void {
    this.#merging.look(transaction, [update]);
    if (this.#merging.offered.all().length !== this.#view.dropped.length) this.#update();
  }

  #update(): void {
    if (this.#isClosed) return;
    this.#kept.noteUnsent(this.#hasUnsent);
    this.#watchPatience();
    const next = this.#viewNow();
    if (JSON.stringify(next) === JSON.stringify(this.#view)) return;
    this.#view = next;
    for (const listener of [...this.#listeners]) listener();
  }

  /** One timer for many keys: when it ends it looks how long there is still to wait. */
  #watchPatience(): void {
    if (this.#patience !== undefined || !this.#hasUnsent || !this.#line.isConnected) return;
    const left = this.#patienceLeft;
    if (left <= 0) return;
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      this.#update();
    }, left + 1);
  }

  /** In milliseconds; 0 or less when one has waited too long. */
  get #patienceLeft(): number {
    const since = Math.max(this.#unsentAt, this.#line.progressAt);
    return since + this.#patienceMs - Date.now();
  }

  #viewNow(): RoomView {
    const facts = {
      isReady: this.#hasText,
      hasUnsent: this.#hasUnsent,
      isKept: this.#kept.holdsUnsent,
      readOnly: this.#readOnly,
      isFull: this.#isFull,
      refusal: this.#refusal,
    };
    const { isConnected } = this.#line;
    const saving = savingOf({ ...facts, isConnected, isLate: this.#patienceLeft <= 0 });
    const dropped = this.#merging.offered.all().map(({ id, text }) => ({ key: id, text }));
    return { ...facts, saving, dropped };
  }
}

function ownAddress(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`;
}
