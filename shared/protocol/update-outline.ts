/**
 * What an update from outside contains, read without a document: which structs and deletions of
 * which clients, and what they point at. Only the V1 format: 21 bytes of V2 can claim 470 MB.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { LIMITS } from './limits.ts';

/** Clocks `from` (inclusive) to `to` (exclusive) of one client. */
export interface StructRange {
  readonly clientId: number;
  readonly from: number;
  readonly to: number;
}

export interface UpdateOutline {
  /** In the order of the update; neighbouring structs of one client are one range. */
  readonly structs: readonly StructRange[];
  readonly deletions: readonly StructRange[];
  /** For each client, the highest clock that a struct needs to be there already. */
  readonly needs: ReadonlyMap<number, number>;
}

/** An update without content, as a client sends it that has nothing to say: no structs, no deletions. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}

/** Reads an update; undefined when it is not a sound V1 update. Never throws. */
export function outlineUpdate(update: Uint8Array): UpdateOutline | undefined {
  try {
    if (!isPlausible(update)) return undefined;
    let rest: decoding.Decoder | undefined;
    class Decoder extends Y.UpdateDecoderV1 {
      constructor(decoder: decoding.Decoder) {
        super(decoder);
        rest = decoder;
      }
    }
    // The lazy reading behind this allocates nothing that the bytes do not pay for.
    const decoded = Y.decodeUpdateV2(update, Decoder);
    // What follows an update would be stored by nobody; a V2 update reads as an empty one and a rest.
    return rest && decoding.hasContent(rest) ? undefined : outline(decoded);
  } catch {
    // Yjs throws for what it cannot read, a stack overflow by deep nesting included.
    return undefined;
  }
}

/** Cheap lies first: each client takes three bytes at least, each struct two. */
function isPlausible(update: Uint8Array): boolean {
  const decoder = decoding.createDecoder(update);
  const clientCount = decoding.readVarUint(decoder);
  if (clientCount * 3 > update.length) return false;
  if (clientCount === 0) return true;
  return decoding.readVarUint(decoder) * 2 <= update.length;
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

function outline({ structs, ds }: Decoded): UpdateOutline | undefined {
  const ranges: StructRange[] = [];
  const seen = new Set<number>();
  const needs = new Map<number, number>();
  const need = (id: Y.ID | null): void => {
    if (id) needs.set(id.client, Math.max(needs.get(id.client) ?? 0, id.clock + 1));
  };
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct.length < 1 || clock + struct.length > LIMITS.clock) return undefined;
    if (client > LIMITS.clientId) return undefined;
    const last = ranges.at(-1);
    // Applying an update keeps only the last group of a client: two groups would not be what we saw.
    if (last?.clientId !== client && seen.has(client)) return undefined;
    seen.add(client);
    if (struct instanceof Y.Skip) continue;
    if (struct instanceof Y.Item) {
      need(struct.origin);
      need(struct.rightOrigin);
      if (struct.parent instanceof Y.ID) need(struct.parent);
    }
    if (last?.clientId === client && last.to === clock)
      ranges[ranges.length - 1] = { ...last, to: clock + struct.length };
    else ranges.push({ clientId: client, from: clock, to: clock + struct.length });
  }
  const deletions: StructRange[] = [];
  for (const [clientId, deleted] of ds.clients)
    for (const { clock, len } of deleted) {
      if (clock + len > LIMITS.clock) return undefined;
      deletions.push({ clientId, from: clock, to: clock + len });
    }
  return { structs: ranges, deletions, needs };
}
