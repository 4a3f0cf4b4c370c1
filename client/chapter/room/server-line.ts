/** The line to a chapter's room on the server: the stock provider, and what it hears besides the text. */
import type * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import {
  type Acknowledgement,
  CLOSE,
  FRAME,
  type Frame,
  parseFrame,
  parseRefusal,
  type Refusal,
} from '#shared/protocol/protocol.ts';
import type { RoomRefusal } from './room.ts';
import { countSent, type SentMessages } from './sent-messages.ts';

export interface ServerLineEvents {
  /** It is connected or not any more, or the whole chapter has come. */
  changed(): void;
  acknowledged(acknowledgement: Acknowledgement): void;
  /** The server asks for one's text: that is how it says that one may write. */
  mayWrite(): void;
  /** The server did not take something that was written. */
  denied(refusal: Refusal | undefined): void;
  /** The server let the line go, for good. */
  refused(refusal: RoomRefusal): void;
  /** What others did is about to be applied. */
  incoming(): void;
  /** What the server sent has just been applied; the transaction's listeners run. */
  merged(transaction: Y.Transaction, update: Uint8Array): void;
}

export interface ServerLineOptions {
  /** `wss://handbooks.example/sync` */
  readonly address: string;
  readonly chapterId: string;
  readonly doc: Y.Doc;
  readonly Socket: typeof WebSocket;
  /** What the address is asked with. */
  readonly parameters: Record<string, string>;
  /** The longest pause between two attempts to connect; the library's own when not said. */
  readonly retryMs: number | undefined;
  /** An update as it is to be sent. */
  readonly named: (update: Uint8Array) => Uint8Array;
  readonly events: ServerLineEvents;
}

/** One line for as long as the page is open, over any number of connections. `close` it. */
export class ServerLine {
  readonly #provider: WebsocketProvider;
  readonly #sent: SentMessages;
  readonly #events: ServerLineEvents;
  #isConnected = false;
  #hasJoined = false;
  #acknowledgedCount = 0;
  #progressAt = 0;
  /** The update that the provider is about to apply. */
  #incoming: Uint8Array | undefined;

  /** Connects when it is told to. */
  constructor({ events, doc, ...options }: ServerLineOptions) {
    this.#events = events;
    this.#sent = countSent(options.Socket, options.named);
    this.#provider = new WebsocketProvider(options.address, options.chapterId, doc, {
      connect: false,
      // The library's channel between tabs would pass by rights and acknowledgements.
      disableBc: true,
      WebSocketPolyfill: this.#sent.Socket,
      params: options.parameters,
      ...(options.retryMs === undefined ? {} : { maxBackoffTime: options.retryMs }),
    });
    this.#hearConnection();
    this.#hearFrames();
    this.#tellOnlyOfOneself();
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (this.#incoming && this.isSource(transaction.origin))
        events.merged(transaction, this.#incoming);
    });
  }

  get awareness() {
    return this.#provider.awareness;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Whether this connection has been sent the whole chapter. */
  get hasJoined(): boolean {
    return this.#hasJoined;
  }

  /** Whether this connection has sent all that the server lacked, and all that it sent is on disk. */
  get hasAllOnDisk(): boolean {
    const { count, isComplete } = this.#sent;
    return this.#isConnected && isComplete() && this.#acknowledgedCount === count();
  }

  /** When it last connected, or heard that more is on disk. */
  get progressAt(): number {
    return this.#progressAt;
  }

  /** Whether a transaction of this origin brought what the server sent. */
  isSource(origin: unknown): boolean {
    return origin === this.#provider;
  }

  connect(): void {
    this.#provider.connect();
  }

  /** Connects anew, whatever became of the connection before. */
  renew(): void {
    this.#provider.disconnect();
    this.#provider.connect();
  }

  /** What the address is asked with from the next connection on. */
  setParameters(parameters: Record<string, string>): void {
    this.#provider.params = parameters;
  }

  close(): void {
    this.#provider.destroy();
  }

  #hearConnection(): void {
    const provider = this.#provider;
    provider.on('status', ({ status }) => {
      this.#isConnected = status === 'connected';
      if (status === 'connecting') this.#hasJoined = false;
      this.#acknowledgedCount = 0;
      this.#progressAt = Date.now();
      this.#events.changed();
    });
    provider.on('sync', (isSynced: boolean) => {
      if (isSynced) this.#hasJoined = true;
      this.#events.changed();
    });
    provider.on('closed', ({ code }) => {
      const refusal = refusalOf(code);
      // Whoever was let in a moment ago is told so only when it is deleted.
      this.#events.refused(refusal === 'not-found' && this.#hasJoined ? 'deleted' : refusal);
    });
  }

  #hearFrames(): void {
    const { messageHandlers } = this.#provider;
    messageHandlers[FRAME.acknowledgement] = (_reply, decoder) => this.#hear(restOf(decoder));
    messageHandlers[FRAME.auth] = (_reply, decoder) => this.#hear(restOf(decoder));
    const sync = messageHandlers[FRAME.sync];
    messageHandlers[FRAME.sync] = (reply, decoder, ...rest) => {
      const frame = parseFrame(decoder.arr);
      if (frame.kind === 'step1') this.#events.mayWrite();
      this.#incoming = frame.kind === 'step2' || frame.kind === 'update' ? frame.update : undefined;
      if (this.#incoming) this.#events.incoming();
      sync?.(reply, decoder, ...rest);
    };
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
    if (frame.kind === 'denied') this.#events.denied(parseRefusal(frame.reason));
    if (frame.kind !== 'acknowledgement') return;
    if (frame.count > this.#acknowledgedCount) this.#progressAt = Date.now();
    this.#acknowledgedCount = frame.count;
    this.#events.acknowledged(frame);
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
