import type { PersonId } from '#shared/ids.ts';
import type { StructRange } from '#shared/protocol/protocol.ts';

/** One row of author_range: this person wrote these clocks of this client. */
export interface AuthorRange extends StructRange {
  /** Null for the server's own edits. */
  readonly personId: PersonId | null;
}

/** Whom a client id belongs to. */
export type Owner =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'owned'; readonly personId: PersonId | null };

const UNKNOWN: Owner = { kind: 'unknown' };

/**
 * Who wrote which clocks in one chapter. A client id belongs to whoever's connection first brought a
 * struct of it, and keeps belonging to them.
 */
export class Authorship {
  readonly #owners = new Map<number, PersonId | null>();
  /** Each client's newest range: further clocks of the same person lengthen it. */
  readonly #newest = new Map<number, AuthorRange>();
  #changed = new Map<string, AuthorRange>();

  /** `stored` in the order of client and clock. */
  constructor(stored: readonly AuthorRange[]) {
    for (const range of stored) this.#remember(range);
  }

  ownerOf(clientId: number): Owner {
    const personId = this.#owners.get(clientId);
    return personId === undefined ? UNKNOWN : { kind: 'owned', personId };
  }

  /** Notes that these clocks, new to the chapter, came from this person. */
  claim(ranges: readonly StructRange[], personId: PersonId | null): void {
    for (const range of ranges) {
      const newest = this.#newest.get(range.clientId);
      const continues = newest?.to === range.from && newest.personId === personId;
      const claimed = { ...range, personId, from: continues ? newest.from : range.from };
      this.#remember(claimed);
      this.#changed.set(`${claimed.clientId} ${claimed.from}`, claimed);
    }
  }

  /** The ranges that were made or lengthened since this was last called, to be stored. */
  takeChanged(): readonly AuthorRange[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  #remember(range: AuthorRange): void {
    if (!this.#owners.has(range.clientId)) this.#owners.set(range.clientId, range.personId);
    this.#newest.set(range.clientId, range);
  }
}
