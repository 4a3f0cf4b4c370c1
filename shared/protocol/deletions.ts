import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { StructRange } from './update-outline.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A set of deleted structs. What somebody deleted is told apart from what only went down with it:
 * words that arrive in a block which another person deleted unseen are deleted by every replica by
 * itself, and no update needs to name them. Kept unnamed, they let the page of their author see that
 * nobody meant them.
 */
export class Deletions {
  /** In order, without overlaps. */
  readonly #spans = new Map<number, readonly Span[]>();

  get isEmpty(): boolean {
    return this.#spans.size === 0;
  }

  /** Takes in ranges. */
  add(deletions: readonly StructRange[]): void {
    const ofClient = new Map<number, Span[]>();
    for (const { clientId, from, to } of deletions) {
      const spans = ofClient.get(clientId);
      if (spans) spans.push({ from, to });
      else ofClient.set(clientId, [{ from, to }]);
    }
    for (const [clientId, spans] of ofClient)
      this.#spans.set(clientId, joined([...(this.#spans.get(clientId) ?? []), ...spans]));
  }

  /** Takes in all that an update names. */
  addAll(update: Uint8Array): void {
    this.add(deletionsOf(update));
  }

  /** The update with only those of its deletions that are in this set. */
  keepIn(update: Uint8Array): Uint8Array {
    return withDeletions(update, (range) => this.partsOf(range));
  }

  /** The update without those of its deletions that are in this set. */
  dropFrom(update: Uint8Array): Uint8Array {
    return withDeletions(update, (range) => without(range, this.partsOf(range)));
  }

  /** The parts of ranges that are not in this set. */
  absentOf(ranges: readonly StructRange[]): readonly StructRange[] {
    return ranges.flatMap((range) => without(range, this.partsOf(range)));
  }

  /** The parts of a range that are in this set, in order. */
  partsOf({ clientId, from, to }: StructRange): readonly StructRange[] {
    const spans = this.#spans.get(clientId) ?? [];
    const parts: StructRange[] = [];
    for (let index = firstEndingAfter(spans, from); ; index += 1) {
      const span = spans[index];
      if (!span || span.from >= to) return parts;
      parts.push({ clientId, from: Math.max(from, span.from), to: Math.min(to, span.to) });
    }
  }
}

/** The index of the first of the spans, which are in order, that reaches beyond a clock. */
function firstEndingAfter(spans: readonly Span[], clock: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.to <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The update with its deletions replaced, each by parts of itself. */
function withDeletions(
  update: Uint8Array,
  partsOf: (range: StructRange) => readonly StructRange[],
): Uint8Array {
  const deletions = deletionsOf(update);
  const kept = deletions.flatMap((range) => partsOf(range));
  if (sizeOf(kept) === sizeOf(deletions)) return update;
  const written = encodeDeletions(deletions);
  const structs = update.subarray(0, update.length - written.length);
  const isAtEnd = written.every((byte, index) => update[structs.length + index] === byte);
  // Not written as Yjs writes it: left as it is, which is right as well, only less telling.
  return isAtEnd ? joinBytes(structs, encodeDeletions(kept)) : update;
}

/** A range without parts of it, which come in order. */
function without(range: StructRange, parts: readonly StructRange[]): StructRange[] {
  const rest: StructRange[] = [];
  let { from } = range;
  for (const part of parts) {
    if (part.from > from) rest.push({ ...range, from, to: part.from });
    from = part.to;
  }
  if (from < range.to) rest.push({ ...range, from });
  return rest;
}

/** What an update deletes, in its own order. */
function deletionsOf(update: Uint8Array): readonly StructRange[] {
  return deletedRanges(Y.decodeUpdate(update).ds);
}

/** The ranges of a delete set, as an update or a transaction has one, in its own order. */
export function deletedRanges({ clients }: Y.Transaction['deleteSet']): readonly StructRange[] {
  return [...clients].flatMap(([clientId, deleted]) =>
    deleted.map(({ clock, len }) => ({ clientId, from: clock, to: clock + len })),
  );
}

/** The last part of a V1 update, byte for byte as Yjs writes it: clients from the highest id down. */
function encodeDeletions(deletions: readonly StructRange[]): Uint8Array {
  const ofClient = new Map<number, StructRange[]>();
  for (const range of deletions) {
    const ranges = ofClient.get(range.clientId);
    if (ranges) ranges.push(range);
    else ofClient.set(range.clientId, [range]);
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, ofClient.size);
    for (const [clientId, ranges] of [...ofClient].sort(([a], [b]) => b - a)) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, ranges.length);
      for (const { from, to } of ranges) {
        encoding.writeVarUint(encoder, from);
        encoding.writeVarUint(encoder, to - from);
      }
    }
  });
}

function joined(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}

function sizeOf(ranges: readonly Span[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
