import * as Y from 'yjs';
import { type Block, blocksOf, readChapter } from '#shared/content/content.ts';
import { Deletions, type StructRange, type UpdateOutline } from '#shared/protocol/protocol.ts';
import { growthBy } from './growth.ts';

/** What a change came to: the updates that hold it, as Yjs itself wrote them, and its new structs. */
export interface Change {
  readonly updates: readonly Uint8Array[];
  readonly structs: readonly StructRange[];
}

/**
 * A chapter's Y.Doc. It is derived from stored bytes and can be thrown away: after a `BrokenText` it
 * must be, since Yjs may have applied half of what made it throw.
 */
export class LiveText {
  readonly #doc = new Y.Doc();
  /** What somebody deleted on purpose. */
  readonly #named = new Deletions();
  #written: Uint8Array[] = [];

  /** Throws BrokenText when the updates do not make one complete document. */
  constructor(updates: readonly Uint8Array[]) {
    this.#doc.getXmlFragment('default');
    this.#orBroken(() =>
      // One transaction: rows of one tick may refer to each other in both directions.
      this.#doc.transact(() => {
        for (const update of updates) {
          Y.applyUpdate(this.#doc, update);
          this.#named.addAll(update);
        }
      }),
    );
    this.#doc.on('update', (update: Uint8Array) => this.#written.push(update));
  }

  /** The client id of the server's own edits. */
  get clientId(): number {
    return this.#doc.clientID;
  }

  /** The next clock expected of a client. */
  stateOf(clientId: number): number {
    return Y.getState(this.#doc.store, clientId);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** The whole document as one update, deleted content reduced to its place. */
  encode(): Uint8Array {
    return this.#named.keepIn(Y.encodeStateAsUpdate(this.#doc));
  }

  /** What a replica with this state vector lacks, as one update. Throws for an unreadable vector. */
  missingFrom(stateVector: Uint8Array): Uint8Array {
    return this.#named.keepIn(Y.encodeStateAsUpdate(this.#doc, stateVector));
  }

  /**
   * Applies an update and tells what it changed; nothing, when all of it was known. Throws
   * BrokenText when Yjs throws, or when something stays pending.
   */
  apply(update: Uint8Array, { structs, deletions }: UpdateOutline): Change {
    const clientIds = structs.map(({ clientId }) => clientId);
    const change = this.#observe(clientIds, () => Y.applyUpdate(this.#doc, update));
    const [own, ...tidied] = change.updates;
    if (!own) return change;
    // A step 2 lists all that its sender has as deleted, also what only went down there as it did
    // here. What was deleted here before is therefore nobody's new intention.
    const claimed = new Deletions();
    claimed.add(deletions);
    const stripped = claimed.keepIn(own);
    this.#named.addAll(stripped);
    // What Yjs writes besides is its own tidying of marks, a change like any other.
    for (const further of tidied) this.#named.addAll(further);
    return { ...change, updates: [stripped, ...tidied] };
  }

  /** How much larger an update would make the document, in about bytes; less than 0 when smaller. */
  growthBy(update: Uint8Array, how: { readonly countsStructs: boolean }): number {
    return growthBy(update, this.#doc, how);
  }

  /** Changes the document as one transaction of the server. Throws BrokenText when `write` throws. */
  change(write: (doc: Y.Doc) => void): Change {
    const change = this.#observe([this.clientId], () => this.#doc.transact(() => write(this.#doc)));
    for (const update of change.updates) this.#named.addAll(update);
    return change;
  }

  blocks(): readonly Block[] {
    return blocksOf(readChapter(this.#doc));
  }

  destroy(): void {
    this.#doc.destroy();
  }

  #observe(clientIds: Iterable<number>, run: () => void): Change {
    const before = [...new Set(clientIds)].map((clientId) => ({
      clientId,
      from: this.stateOf(clientId),
    }));
    this.#written = [];
    this.#orBroken(run);
    const updates = this.#written;
    this.#written = [];
    const structs = before
      .map((start) => ({ ...start, to: this.stateOf(start.clientId) }))
      .filter(({ from, to }) => to > from);
    return { updates, structs };
  }

  #orBroken(run: () => void): void {
    try {
      run();
    } catch (cause) {
      throw new BrokenText('Yjs could not apply a change.', { cause });
    }
    if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs)
      throw new BrokenText('A change refers to what is not there.');
  }
}

/** The document can no longer be trusted: make a new one from what is stored. */
export class BrokenText extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'BrokenText';
  }
}
