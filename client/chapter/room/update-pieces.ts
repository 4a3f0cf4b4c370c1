/**
 * An update in several that are each small enough for one message. After each of them nothing is
 * missing of what it refers to, so that the server takes them one by one. Where one was refused the
 * last has a gap: it is acknowledged with all the others or not at all.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC;
type Update = ReturnType<typeof Y.decodeUpdate>;

/** A struct as an update has it. */
interface Written {
  readonly clientId: number;
  readonly clock: number;
  readonly bytes: Uint8Array;
}

/** What a group of a client's structs takes beside them, at most. */
const GROUP_BYTES = 32;

/**
 * Updates of about `maxBytes` each that together are this one; a single struct that is no text is never
 * cut. What it deletes is in the last of them.
 */
export function piecesOf(update: Uint8Array, maxBytes: number): readonly Uint8Array[] {
  if (update.length <= maxBytes) return [update];
  const decoded = Y.decodeUpdate(update);
  const isGapped = decoded.structs.some((struct) => struct instanceof Y.Skip);
  // A UTF-16 unit of text takes three bytes at most.
  const cuts = decoded.structs.flatMap((one) => cut(one, Math.floor(maxBytes / 4)));
  const structs = inCausalOrder(cuts);
  // It refers to what nobody has: whole, it is refused as a whole.
  if (isGapped || structs.length < cuts.length) return [update];
  const pieces: Written[][] = [[]];
  let size = 0;
  for (const written of structs.map(write)) {
    if (size > 0 && size + written.bytes.length > maxBytes) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)?.push(written);
    size += written.bytes.length + GROUP_BYTES;
  }
  const last = pieces.at(-1) ?? [];
  last.push(...endsOf(structs, last));
  return pieces.map((piece, index) =>
    encoding.encode((encoder) => {
      writeStructs(encoder, piece);
      writeDeletions(encoder, index === pieces.length - 1 ? decoded.ds.clients : new Map());
    }),
  );
}

/** The structs so that each comes after all that it refers to; of one client in the order of clocks. */
function inCausalOrder(structs: readonly Struct[]): readonly Struct[] {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue) queue.push(struct);
    else queues.set(struct.id.client, [struct]);
  }
  // What comes before an update's first struct of a client is known already.
  const reached = new Map(
    [...queues].map(([clientId, [first]]) => [clientId, first?.id.clock ?? 0]),
  );
  const isThere = (id: Y.ID): boolean =>
    id.clock < (reached.get(id.client) ?? Number.POSITIVE_INFINITY);
  const ordered: Struct[] = [];
  const heads = new Map<number, number>();
  for (let count = -1; count !== ordered.length; ) {
    count = ordered.length;
    for (const [clientId, queue] of queues) {
      let head = heads.get(clientId) ?? 0;
      for (let next = queue[head]; next && needsOf(next).every(isThere); next = queue[head]) {
        ordered.push(next);
        reached.set(clientId, next.id.clock + next.length);
        head += 1;
      }
      heads.set(clientId, head);
    }
  }
  return ordered;
}

function needsOf(struct: Struct): readonly Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent } = struct;
  return [origin, rightOrigin, parent].filter((id) => id instanceof Y.ID);
}

/** A long text as several that follow each other; every other struct as it is. */
function cut(struct: Y.Item | Y.GC | Y.Skip, maxLength: number): readonly Struct[] {
  if (struct instanceof Y.Skip) return [];
  if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) return [struct];
  const parts: Y.Item[] = [];
  const { str } = struct.content;
  for (let from = 0; from < str.length; ) {
    const to = endOfPart(str, from + maxLength);
    parts.push(partOf(struct, str, { from, to }));
    from = to;
  }
  return parts;
}

/** Not between the two halves of a character. */
function endOfPart(text: string, end: number): number {
  return (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : Math.min(end, text.length);
}

function partOf(item: Y.Item, text: string, { from, to }: { from: number; to: number }): Y.Item {
  if (from === 0 && to === text.length) return item;
  const { client, clock } = item.id;
  return new Y.Item(
    Y.createID(client, clock + from),
    null,
    from === 0 ? item.origin : Y.createID(client, clock + from - 1),
    null,
    item.rightOrigin,
    item.parent,
    item.parentSub,
    new Y.ContentString(text.slice(from, to)),
  );
}

/** The end of each client's structs that is not in the last piece: before it nothing may be missing. */
function endsOf(structs: readonly Struct[], last: readonly Written[]): readonly Written[] {
  const ends = new Map(structs.map((struct) => [struct.id.client, struct]));
  for (const { clientId } of last) ends.delete(clientId);
  return [...ends.values()].map((struct) => write(endOf(struct)));
}

/** The last character of a text; every other struct as it is. */
function endOf(struct: Struct): Struct {
  if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) return struct;
  const { str } = struct.content;
  const character = [...str.slice(-2)].at(-1) ?? '';
  return partOf(struct, str, { from: str.length - character.length, to: str.length });
}

function write(struct: Struct): Written {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  const { client, clock } = struct.id;
  // The encoder writes its deletions, of which there are none here, elsewhere.
  return { clientId: client, clock, bytes: encoding.toUint8Array(encoder.restEncoder) };
}

function writeStructs(encoder: encoding.Encoder, structs: readonly Written[]): void {
  const ofClient = new Map<number, Written[]>();
  for (const written of structs) {
    const group = ofClient.get(written.clientId);
    if (group) group.push(written);
    else ofClient.set(written.clientId, [written]);
  }
  encoding.writeVarUint(encoder, ofClient.size);
  for (const [clientId, group] of ofClient) {
    encoding.writeVarUint(encoder, group.length);
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, group[0]?.clock ?? 0);
    for (const { bytes } of group) encoding.writeUint8Array(encoder, bytes);
  }
}

function writeDeletions(encoder: encoding.Encoder, deletions: Update['ds']['clients']): void {
  encoding.writeVarUint(encoder, deletions.size);
  for (const [clientId, ranges] of deletions) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
}
