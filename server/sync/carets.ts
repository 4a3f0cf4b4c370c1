import type { Peer } from './peer.ts';
import type { Presence } from './presence.ts';
import { relayPresence } from './relay.ts';

/** With so few in a chapter, carets are passed on with the words beside them. */
const FEW_PEERS = 12;

export interface CaretsOptions {
  readonly presence: Presence<Peer>;
  readonly peers: ReadonlySet<Peer>;
  /** Moves are gathered for so long, in milliseconds. */
  readonly gatherMs: number;
}

/** When the people in a room are told where the others' carets are. `close` it. */
export class Carets {
  readonly #options: CaretsOptions;
  #telling: NodeJS.Timeout | undefined;

  constructor(options: CaretsOptions) {
    this.#options = options;
  }

  /** To be called when some may have moved, or gone. */
  moved(): void {
    const { presence, peers, gatherMs } = this.#options;
    if (this.#telling || !presence.hasChanged()) return;
    // The more there are to tell, the more each telling should carry.
    this.#telling = setTimeout(() => this.#tell(), gatherMs + peers.size);
  }

  /**
   * To be called when words have been passed on: a caret that moves with them is drawn with them, in
   * one frame. Where many write, it would be told with every word of anybody.
   */
  wordsPassed(): void {
    if (this.#telling && this.#options.peers.size <= FEW_PEERS) this.#tell();
  }

  close(): void {
    clearTimeout(this.#telling);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    relayPresence(this.#options.presence, this.#options.peers);
  }
}
