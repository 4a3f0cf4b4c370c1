/**
 * A chapter's live room, as the page holds it: the stock provider, the server's acknowledgements,
 * the copy on this device, and the truth about where one's words are. No React.
 */
import type * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { blocksOf, plainText, readChapter, SCHEMA_VERSION } from '#shared/content/content.ts';
import {
  type Acknowledgement,
  CLOSE,
  epochText,
  FRAME,
  type Frame,
  parseFrame,
  parseRefusal,
} from '#shared/protocol/protocol.ts';
import { browserDevice } from './browser-device.ts';
import { ChapterNotes } from './chapter-notes.ts';
import type { Device } from './device.ts';
import { writeBack } from './dropped-words.ts';
import { KeptCopy } from './kept-copy.ts';
import { Merging } from './merging.ts';
import type { DroppedWords, OpenRoom, RoomRefusal, RoomView } from './room.ts';
import type { Saving } from './saving/saving.ts';
import { countSent } from './sent-messages.ts';

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
  readonly #provider: WebsocketProvider;
  readonly #sent: ReturnType<typeof countSent>;
  readonly #kept: KeptCopy;
  readonly #personId: string;
  readonly #merging: Merging;
  #hasMet = false;
  /** The update that the provider is about to apply. */
  #incoming: Uint8Array | undefined;
  readonly #patienceMs: number;
  readonly #listeners = new Set<() => void>();
  #hasText = false;
  #isConnected = false;
  /** Whether this connection has been sent the chapter. */
  #hasJoined = false;
  /** Words of this device that the server has not acknowledged. */
  #hasUnsent = false;
  #acknowledged = 0;
  #progressAt = 0;
  #readOnly: RoomView['readOnly'] = 'no';
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
    const changed = () => this.#update();
    const notes = new ChapterNotes(device?.notes, { personId, chapterId });
    this.#merging = new Merging(notes);
    this.#kept = new KeptCopy({
      device: device ?? undefined,
      doc: this.doc,
      notes,
      merging: this.#merging,
      changed,
      retryMs: options.copyRetryMs ?? COPY_RETRY_MS,
    });
    this.#sent = countSent(options.Socket ?? WebSocket, (update) => this.#merging.named(update));
    this.#provider = new WebsocketProvider(options.address ?? ownAddress(), chapterId, this.doc, {
      connect: false,
      // The library's channel between tabs would pass by rights and acknowledgements.
      disableBc: true,
      WebSocketPolyfill: this.#sent.Socket,
      params: this.#parameters(),
      ...(options.retryMs === undefined ? {} : { maxBackoffTime: options.retryMs }),
    });
    this.#hasUnsent = this.#kept.hasUnsent;
    this.#view = this.#viewNow();
    this.#listen();
    this.#begin(options.copyFirstMs ?? COPY_FIRST_MS);
  }

  get awareness() {
    return this.#provider.awareness;
  }

  view(): RoomView {
    return this.#view;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#patience);
    this.#listeners.clear();
    this.#provider.destroy();
    this.#kept.close();
    this.doc.destroy();
  }

  /** The copy first, then the server; a browser that is slow with the copy does not hold it up. */
  #begin(copyFirstMs: number): void {
    let hasBegun = false;
    const connect = (): void => {
      clearTimeout(timer);
      if (hasBegun || this.#isClosed) return;
      hasBegun = true;
      this.#update();
      this.#provider.connect();
    };
    const timer = setTimeout(connect, copyFirstMs);
    const goOn = (hasCopy: boolean): void => {
      if (hasCopy) this.#hasText = true;
      connect();
      this.#settle();
    };
    // Where the copy cannot be read the chapter is taken from the server alone.
    this.#kept.load().then(goOn, () => goOn(false));
  }

  #parameters(): Record<string, string> {
    const { epoch } = this.#kept;
    // Whose page it is: another tab may have signed somebody else in by the time that it connects.
    const always = { ack: '1', schema: String(SCHEMA_VERSION), person: this.#personId };
    return epoch === undefined ? always : { ...always, epoch };
  }

  #listen(): void {
    const provider = this.#provider;
    provider.messageHandlers[FRAME.acknowledgement] = (_reply, decoder) =>
      this.#hear(restOf(decoder));
    provider.messageHandlers[FRAME.auth] = (_reply, decoder) => this.#hear(restOf(decoder));
    const sync = provider.messageHandlers[FRAME.sync];
    provider.messageHandlers[FRAME.sync] = (reply, decoder, ...rest) => {
      // Being asked for one's text is how the server says that one may write.
      const frame = parseFrame(decoder.arr);
      if (frame.kind === 'step1') this.#mayWrite();
      this.#incoming = frame.kind === 'step2' || frame.kind === 'update' ? frame.update : undefined;
      sync?.(reply, decoder, ...rest);
    };
    this.#tellOnlyOfOneself();
    provider.on('status', ({ status }) => {
      this.#isConnected = status === 'connected';
      if (status === 'connecting') this.#hasJoined = false;
      this.#acknowledged = 0;
      this.#progressAt = Date.now();
      this.#update();
    });
    provider.on('sync', (isSynced: boolean) => {
      if (isSynced) {
        this.#hasText = true;
        this.#hasJoined = true;
      }
      this.#update();
    });
    provider.on('closed', ({ code }) => this.#refused(code));
    this.doc.on('update', (_update, origin, _doc, transaction: Y.Transaction) => {
      // What comes out of the copy after the server has spoken is what the server does not have.
      if (origin !== provider && (transaction.local || this.#hasMet)) this.#typed();
      if (transaction.local) this.#merging.own.add(this.doc.clientID);
    });
    this.doc.on('afterTransaction', (transaction) => {
      if (transaction.origin === provider) this.#merged(transaction);
    });
  }

  /** The library also sends back whatever it hears of others, with each key that any of them presses. */
  #tellOnlyOfOneself(): void {
    const { awareness, _awarenessUpdateHandler: tell } = this.#provider;
    awareness.off('update', tell);
    awareness.on('update', (changes: unknown, origin: unknown) => {
      if (origin !== this.#provider) tell(changes, origin);
    });
  }

  #hear(bytes: Uint8Array): void {
    const frame: Frame = parseFrame(bytes);
    if (frame.kind === 'acknowledgement') this.#acknowledge(frame);
    else if (frame.kind === 'denied') this.#denied(frame.reason);
  }

  #acknowledge({ count, stateVector, epoch }: Acknowledgement): void {
    this.#meet(Y.decodeStateVector(stateVector));
    this.#kept.begin(epochText(epoch));
    this.#provider.params = this.#parameters();
    if (count > this.#acknowledged) this.#progressAt = Date.now();
    this.#acknowledged = count;
    this.#settle();
  }

  /** All is saved when all that was sent is on disk, and nothing unsent may yet come out of the copy. */
  #settle(): void {
    const isOnDisk =
      this.#isConnected && this.#sent.isComplete() && this.#acknowledged === this.#sent.count();
    if (isOnDisk && !this.#kept.isAwaited) this.#hasUnsent = false;
    this.#update();
  }

  /** What the first acknowledgement does not have can only have been written on this device. */
  #meet(onDisk: ReadonlyMap<number, number>): void {
    if (this.#hasMet) return;
    this.#hasMet = true;
    for (const [clientId, clock] of Y.decodeStateVector(Y.encodeStateVector(this.doc)))
      if (clock > (onDisk.get(clientId) ?? 0)) {
        this.#merging.own.add(clientId);
        this.#hasUnsent = true;
      }
  }

  #denied(reason: string): void {
    const refusal = parseRefusal(reason);
    if (refusal === 'read-only') this.#setReadOnly('reader');
    else if (refusal === 'old-schema') this.#setReadOnly('old');
    else if (refusal === 'chapter-full') this.#setFull(true);
    // Of anything else the server may yet take it; when it will not, it closes with a code.
  }

  #mayWrite(): void {
    this.#setReadOnly('no');
    // Also that there is room again is said so.
    this.#setFull(false);
  }

  #setFull(isFull: boolean): void {
    if (this.#isFull === isFull) return;
    this.#isFull = isFull;
    this.#update();
  }

  #setReadOnly(readOnly: RoomView['readOnly']): void {
    if (this.#readOnly === readOnly) return;
    this.#readOnly = readOnly;
    this.#update();
  }

  #refused(code: number): void {
    const refusal = refusalOf(code);
    // Whoever was let in a moment ago is told so only when it is deleted.
    this.#refusal = refusal === 'not-found' && this.#hasJoined ? 'deleted' : refusal;
    // With the same copy the next visit would be refused again, for ever.
    if (this.#refusal === 'other-history' || this.#refusal === 'too-large') this.#kept.forget();
    this.#update();
  }

  #typed(): void {
    if (!this.#hasUnsent) this.#progressAt = Date.now();
    this.#hasUnsent = true;
    this.#update();
  }

  #merged(transaction: Y.Transaction): void {
    if (!this.#incoming) return;
    this.#merging.look(transaction, [this.#incoming]);
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
    const patience = this.#progressAt + this.#patienceMs - Date.now();
    if (this.#patience !== undefined || !this.#hasUnsent || !this.#isConnected || patience <= 0)
      return;
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      this.#update();
    }, patience + 1);
  }

  #viewNow(): RoomView {
    const dropped: DroppedWords[] = this.#merging.offered
      .all()
      .map(({ id, text }) => ({ key: id, text }));
    return {
      isReady: this.#hasText,
      saving: this.#saving(),
      hasUnsent: this.#hasUnsent,
      isKept: this.#kept.holdsUnsent,
      readOnly: this.#readOnly,
      isFull: this.#isFull,
      refusal: this.#refusal,
      dropped,
    };
  }

  #saving(): Saving {
    // In a chapter that was replaced, what was saved may be gone as well.
    if (this.#refusal === 'other-history') return { kind: 'refused' };
    if (this.#refusal) return { kind: this.#hasUnsent ? 'refused' : 'read-only' };
    if (!this.#hasText) return { kind: 'opening' };
    if (!this.#isConnected && this.#hasUnsent)
      return { kind: this.#kept.holdsUnsent ? 'offline-kept' : 'unsaved' };
    if (!this.#isConnected) return { kind: 'offline' };
    if (this.#readOnly !== 'no') return { kind: this.#hasUnsent ? 'unsaved' : 'read-only' };
    if (!this.#hasUnsent) return { kind: 'saved' };
    if (this.#isFull) return { kind: 'unsaved' };
    const isLate = Date.now() - this.#progressAt >= this.#patienceMs;
    return { kind: isLate ? 'unsaved' : 'saving' };
  }
}

/** The whole message that a decoder is reading; the provider hands each message its own. */
function restOf(decoder: decoding.Decoder): Uint8Array {
  const bytes = decoder.arr;
  decoder.pos = bytes.length;
  return bytes;
}

function refusalOf(code: number): RoomRefusal {
  switch (code) {
    case CLOSE.signIn:
      return 'sign-in';
    case CLOSE.noLongerAllowed:
      return 'no-longer-allowed';
    case CLOSE.notFound:
      return 'not-found';
    case CLOSE.otherHistory:
      return 'other-history';
    case CLOSE.tooLarge:
      return 'too-large';
    default:
      return 'other';
  }
}

function ownAddress(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`;
}
