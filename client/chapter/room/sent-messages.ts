/** Counts the sync messages that a connection sends: what the server's acknowledgements count. */
import { type Frame, LIMITS, parseFrame, writeFrame } from '#shared/protocol/protocol.ts';
import { piecesOf } from './update-pieces.ts';

/** What is larger goes in pieces of this size: well below what one message may have. */
const PIECE_BYTES = LIMITS.frame / 2;

export interface SentMessages {
  /** The WebSocket to use; each new one begins a new count. */
  readonly Socket: typeof WebSocket;
  /** Sync messages (step 2 and updates) sent on the newest connection. */
  count(): number;
  /** Whether the newest connection has sent its step 2, with all that the server lacked. */
  isComplete(): boolean;
}

/** Makes a WebSocket that counts, from the one at hand; `named` may rewrite each update. */
export function countSent(
  Base: typeof WebSocket,
  named: (update: Uint8Array) => Uint8Array,
): SentMessages {
  let count = 0;
  let isComplete = false;
  class Counted extends Base {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      count = 0;
      isComplete = false;
    }

    override send(message: Parameters<WebSocket['send']>[0]): void {
      const frame = message instanceof Uint8Array ? parseFrame(message) : undefined;
      if (frame?.kind === 'update') {
        // Until the server has asked, what is typed waits for the step 2, which holds it as well. Sent
        // alone it would come before what was deleted without a connection, which no clock shows.
        if (isComplete) this.#sendPieces(frame);
      } else if (frame?.kind === 'step2') {
        isComplete = true;
        this.#sendPieces(frame);
      } else super.send(message);
    }

    /** Only the last piece of a step 2 makes it complete. */
    #sendPieces({ kind, update }: Extract<Frame, { kind: 'step2' | 'update' }>): void {
      const pieces = piecesOf(named(update), PIECE_BYTES);
      count += pieces.length;
      for (const piece of pieces.slice(0, -1))
        super.send(writeFrame({ kind: 'update', update: piece }));
      for (const last of pieces.slice(-1)) super.send(writeFrame({ kind, update: last }));
    }
  }
  return { Socket: Counted, count: () => count, isComplete: () => isComplete };
}
