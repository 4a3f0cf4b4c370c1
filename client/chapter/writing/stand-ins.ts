import * as Y from 'yjs';
import { Deletions, type StructRange } from '#shared/protocol/protocol.ts';

/** A piece of others' words under one's own client id. */
interface StandIn {
  readonly range: StructRange;
  /** As long: what it was written anew from, which may stand in itself. */
  readonly source: StructRange;
  /** As long: the words as their author wrote them. */
  readonly first: StructRange;
  /** Whether the source had been deleted on purpose, by a step that was then taken back. */
  readonly isOfPurpose: boolean;
}

/** Words of others in a range. */
interface Found {
  readonly at: StructRange;
  /** As long: the words as their author wrote them. */
  readonly first: StructRange;
}

/**
 * Others' words as one's own page has written them anew. Yjs takes them for one's own, so it is noted
 * here whose they are; and which of them stand in for the same words, so that these stand once.
 */
export class StandIns {
  readonly #doc: Y.Doc;
  readonly #all: StandIn[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** Notes that a range was written anew from a clock of one's own on; returns what of that is others'. */
  add(
    source: StructRange,
    clock: number,
    { isOfPurpose }: { readonly isOfPurpose: boolean },
  ): readonly StructRange[] {
    return this.find(source).map(({ at, first }) => {
      const range = moved(at, clock - source.from, this.#doc.clientID);
      this.#all.push({ range, source: at, first, isOfPurpose });
      return range;
    });
  }

  /** Others' words in a range. */
  find(range: StructRange): readonly Found[] {
    if (range.clientId !== this.#doc.clientID) return [{ at: range, first: range }];
    return this.#within(range).map(({ range: at, first }) => ({ at, first }));
  }

  /**
   * Whether the turning of a step deletes words on purpose: they were deleted by it, stood in again
   * because it was taken back, and now it is made again.
   */
  areMeant(at: StructRange, { insertions }: { readonly insertions: DeleteSet }): boolean {
    return this.#within(at).some(
      ({ range, source, isOfPurpose }) =>
        (isOfPurpose && Y.isDeleted(insertions, Y.createID(range.clientId, range.from))) ||
        this.areMeant(source, { insertions }),
    );
  }

  /** Whether words stand in the text, all of them; besides those in `except`. */
  stand(words: StructRange, except?: StructRange): boolean {
    const there = new Deletions();
    for (const { range, first } of this.#all) {
      const shared = overlap(first, words);
      if (!shared) continue;
      const standing = this.#standing(moved(shared, range.from - first.from, range.clientId));
      const others = standing.filter((one) => !except || !overlap(one, except));
      there.add(others.map((one) => moved(one, first.from - range.from, first.clientId)));
    }
    return there.absentOf([words]).length === 0;
  }

  /** Deletes what else stands in for the same words as a range. */
  deleteOthers(range: StructRange): void {
    for (const { first } of this.#within(range))
      for (const other of this.#all) {
        const shared = overlap(other.first, first);
        const at = shared && moved(shared, other.range.from - other.first.from, range.clientId);
        if (at && !overlap(at, range)) this.#deleteIn(at);
      }
  }

  /** Deletes what stands of a range, wherever in the text it has got to. */
  #deleteIn(range: StructRange): void {
    for (const { clientId, from, to } of this.#standing(range)) {
      const { parent: text } = Y.getItem(this.#doc.store, Y.createID(clientId, from));
      // An empty line stays: steps that are turned round later need it.
      if (text instanceof Y.Text) text.delete(indexIn(text, from, clientId), to - from);
    }
  }

  /** The stand-ins in a range, cut to it. */
  #within(range: StructRange): readonly StandIn[] {
    return this.#all.flatMap((one) => {
      const at = overlap(one.range, range);
      if (!at) return [];
      const cut = ({ from, clientId }: StructRange) => moved(at, from - one.range.from, clientId);
      return [{ ...one, range: at, source: cut(one.source), first: cut(one.first) }];
    });
  }

  /** The parts of a range that are not deleted. */
  #standing({ clientId, from, to }: StructRange): readonly StructRange[] {
    const parts: StructRange[] = [];
    for (let clock = from; clock < to; ) {
      const item = Y.getItem(this.#doc.store, Y.createID(clientId, clock));
      const end = Math.min(to, item.id.clock + item.length);
      if (!item.deleted) parts.push({ clientId, from: clock, to: end });
      clock = end;
    }
    return parts;
  }
}

/** How many characters of a text stand before one of them. */
function indexIn(text: Y.Text, clock: number, clientId: number): number {
  let index = 0;
  for (let item = text._start; item; item = item.right) {
    const { client, clock: start } = item.id;
    if (client === clientId && start <= clock && clock < start + item.length)
      return index + clock - start;
    if (!item.deleted && item.countable) index += item.length;
  }
  return index;
}

type DeleteSet = Y.Transaction['deleteSet'];

function overlap(one: StructRange, other: StructRange): StructRange | undefined {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return one.clientId === other.clientId && from < to ? { ...one, from, to } : undefined;
}

function moved({ from, to }: StructRange, by: number, clientId: number): StructRange {
  return { clientId, from: from + by, to: to + by };
}
