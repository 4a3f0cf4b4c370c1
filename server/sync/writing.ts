import type * as Y from 'yjs';
import type { PersonId } from '#shared/ids.ts';
import {
  CLOSE,
  isEmptyUpdate,
  outlineUpdate,
  type Refusal,
  type UpdateOutline,
  writeFrame,
} from '#shared/protocol/protocol.ts';
import type { Journal } from './journal.ts';
import { BrokenText, type Change, LiveText } from './live-text.ts';
import type { Peer } from './peer.ts';
import { judge } from './triage.ts';

/** A sync message that wants to change the chapter. */
export interface Write {
  readonly kind: 'step2' | 'update';
  readonly update: Uint8Array;
}

/** Unsound updates in a row after which a peer is sent away with its own text. */
const STRIKES = 4;

/**
 * The one way into a chapter's document: whatever comes is judged by its outline, applied, and
 * recorded in the journal, or else leaves no trace.
 */
export class Writing {
  readonly #journal: Journal<Peer>;
  #text: LiveText;

  /** Throws BrokenText when what is stored does not make a document. */
  constructor(journal: Journal<Peer>) {
    this.#journal = journal;
    this.#text = new LiveText(journal.updates());
    journal.begins(this.#text.stateVector());
  }

  /** The document with everything accepted so far, on disk or not. */
  get text(): LiveText {
    return this.#text;
  }

  /** Takes or refuses what a peer sent; every message is counted in its receipts. */
  receive(peer: Peer, { kind, update }: Write): void {
    // What a stock client without changes sends on joining, readers included.
    if (kind === 'step2' && isEmptyUpdate(update)) {
      this.#accept(peer, kind);
      return;
    }
    if (peer.rights !== 'write') {
      refuse(peer, peer.rights === 'read' ? 'read-only' : 'old-schema');
      return;
    }
    const outline = outlineUpdate(update);
    // A full chapter takes what does not make it larger: else nobody could make it smaller.
    const growth = outline && this.#journal.isFull ? this.#growthBy(update) : 0;
    if (growth > 0) {
      peer.wasTooMuch = true;
      refuse(peer, 'chapter-full');
      return;
    }
    const verdict = outline ? judge(outline, this.#known, peer.person.id).kind : 'unreadable';
    if (outline && verdict === 'sound' && this.#apply(peer, update, outline)) {
      peer.strikeCount = 0;
      if (growth < 0) this.#journal.shrinks(-growth);
      this.#accept(peer, kind);
    } else if (verdict === 'gap') this.#gap(peer, kind);
    else if (verdict === 'foreign') {
      refuse(peer, 'foreign-client');
      peer.close(CLOSE.otherHistory, 'edits under someone else’s client id');
    } else {
      refuse(peer, 'unreadable');
      this.#strike(peer);
    }
  }

  /** Changes the document on behalf of a person or, with null, of the server itself. */
  change(personId: PersonId | null, write: (doc: Y.Doc) => void): void {
    try {
      this.#record(this.#text.change(write), personId);
    } catch (error) {
      this.#rebuild();
      throw error;
    }
  }

  destroy(): void {
    this.#text.destroy();
  }

  readonly #known = {
    stateOf: (clientId: number) => this.#text.stateOf(clientId),
    ownerOf: (clientId: number) =>
      clientId === this.#text.clientId
        ? ({ kind: 'owned', personId: null } as const)
        : this.#journal.authorship.ownerOf(clientId),
  };

  #growthBy(update: Uint8Array): number {
    return this.#text.growthBy(update, { countsStructs: this.#journal.isOverfull });
  }

  #accept(peer: Peer, kind: Write['kind']): void {
    const { ticket } = this.#journal;
    if (kind === 'update') peer.receipts.take(ticket);
    else {
      // A step 2 holds all that the peer has: what was refused before it has come again.
      peer.isHealing = false;
      peer.receipts.takeComplete(ticket);
    }
  }

  #apply(peer: Peer, update: Uint8Array, outline: UpdateOutline): boolean {
    try {
      this.#record(this.#text.apply(update, outline), peer.person.id, peer);
      return true;
    } catch (error) {
      if (!(error instanceof BrokenText)) throw error;
      this.#rebuild();
      return false;
    }
  }

  /** What is recorded is what Yjs wrote of the change, not the bytes that came. */
  #record(change: Change, personId: PersonId | null, sender?: Peer): void {
    if (change.updates.length > 0) this.#journal.record(change, personId, sender);
  }

  /** Something of the update may have been applied: only a new document is surely without it. */
  #rebuild(): void {
    this.#text.destroy();
    this.#text = new LiveText(this.#journal.updates());
  }

  #gap(peer: Peer, kind: Write['kind']): void {
    if (peer.wasTooMuch && kind === 'step2') {
      // Earlier pieces of it did not fit in: asked now it would send the same, once more in vain.
      refuse(peer, 'chapter-full');
      return;
    }
    peer.receipts.refuse();
    // Further updates that were on their way when the peer was told are no new fault.
    if (peer.isHealing && kind === 'update') return;
    peer.isHealing = true;
    this.#strike(peer);
  }

  /** Tells the peer what we have, so that it sends the rest; or sends it away. */
  #strike(peer: Peer): void {
    peer.strikeCount += 1;
    if (peer.strikeCount >= STRIKES) peer.close(CLOSE.otherHistory, 'edits that cannot be applied');
    else peer.send([writeFrame({ kind: 'step1', stateVector: this.#text.stateVector() })]);
  }
}

function refuse(peer: Peer, refusal: Refusal): void {
  peer.receipts.refuse();
  peer.refuse(refusal);
}
