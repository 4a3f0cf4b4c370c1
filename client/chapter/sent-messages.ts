/** Counts the sync messages that a connection sends: what the server's acknowledgements count. */
import { parseFrame, writeFrame } from '#shared/protocol/protocol.ts';

export interface SentMessages {
  /** The WebSocket to use; each new one begins a new count. */
  readonly Socket: typeof WebSocket;
  /** Sync messages (step 2 and updates) sent on the newest connection. */
  count(): number;
  /** Whether the newest connection has sent its step 2, with all that the server lacked. */
  isComplete(): boolean;
}

/** Makes a WebSocket that counts, from the one at hand; `complete` may rewrite each step 2. */
export function countSent(
  Base: typeof WebSocket,
  complete: (update: Uint8Array) => Uint8Array,
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
      if (frame?.kind === 'step2' || frame?.kind === 'update') count += 1;
      if (frame?.kind === 'step2') {
        isComplete = true;
        super.send(writeFrame({ kind: 'step2', update: complete(frame.update) }));
      } else super.send(message);
    }
  }
  return { Socket: Counted, count: () => count, isComplete: () => isComplete };
}
