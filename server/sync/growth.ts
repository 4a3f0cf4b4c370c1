/** How much larger a change makes a chapter, as far as can be told before it is applied. */
import * as Y from 'yjs';

type Struct = Y.Item | Y.GC | Y.Skip;

/** What a struct takes beside its content, at least, and still takes when that is deleted. */
const STRUCT_BYTES = 10;

/**
 * What an update brings, less what it deletes, in about bytes: of what stands in the document, and of
 * what it brings itself, which is then not kept. Throws for an unreadable update. With
 * `countsStructs` it weighs structs too: they let a text grow that is replaced letter by letter.
 */
export function growthBy(
  update: Uint8Array,
  doc: Y.Doc,
  { countsStructs }: { readonly countsStructs: boolean },
): number {
  const { structs, ds } = Y.decodeUpdate(update);
  const brought = new Map<number, Struct[]>();
  let growth = 0;
  for (const struct of structs) {
    const { client } = struct.id;
    const ofClient = brought.get(client);
    if (ofClient) ofClient.push(struct);
    else brought.set(client, [struct]);
    growth += weigh(struct, struct.length) + (countsStructs ? STRUCT_BYTES : 0);
  }
  // In order, and each range once: nobody makes room by deleting the same words twice.
  for (const [client, ranges] of Y.mergeDeleteSets([ds]).clients)
    for (const { clock, len } of ranges) {
      growth -= weighRange(brought.get(client) ?? [], clock, clock + len);
      growth -= weighRange(doc.store.clients.get(client) ?? [], clock, clock + len);
    }
  return growth;
}

/** What stands between two clocks, of one client's structs in order. */
function weighRange(structs: readonly Struct[], from: number, to: number): number {
  let weight = 0;
  for (let index = firstEndingAfter(structs, from); ; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= to) return weight;
    const { clock } = struct.id;
    weight += weigh(struct, Math.min(to, clock + struct.length) - Math.max(from, clock));
  }
}

function firstEndingAfter(structs: readonly Struct[], clock: number): number {
  let [low, high] = [0, structs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (struct && struct.id.clock + struct.length <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** About the bytes that so much of a struct takes; nothing for what is deleted already. What an element
 * holds are structs of their own. */
function weigh(struct: Struct, length: number): number {
  if (!(struct instanceof Y.Item) || struct.deleted) return 0;
  const { content } = struct;
  if (content instanceof Y.ContentDeleted) return 0;
  if (content instanceof Y.ContentString) return length;
  const encoder = new Y.UpdateEncoderV1();
  content.write(encoder, 0);
  return encoder.toUint8Array().length;
}
