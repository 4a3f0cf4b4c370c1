/** Counts the sync messages that a connection sends: what the server's acknowledgements count. */

export interface SentMessages {
  /** The WebSocket to use; each new one begins a new count. */
  readonly Socket: typeof WebSocket;
  /** Sync messages (step 2 and updates) sent on the newest connection. */
  count(): number;
  /** Whether the newest connection has sent its step 2, with all that the server lacked. */
  isComplete(): boolean;
}

const SYNC = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** Makes a WebSocket that counts, from the one at hand. */
export function countSent(Base: typeof WebSocket): SentMessages {
  let count = 0;
  let isComplete = false;
  class Counted extends Base {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      count = 0;
      isComplete = false;
    }

    override send(message: Parameters<WebSocket['send']>[0]): void {
      if (message instanceof Uint8Array && message[0] === SYNC) {
        if (message[1] === STEP_2 || message[1] === UPDATE) count += 1;
        if (message[1] === STEP_2) isComplete = true;
      }
      super.send(message);
    }
  }
  return { Socket: Counted, count: () => count, isComplete: () => isComplete };
}
