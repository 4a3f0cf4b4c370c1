/** Frames that no client sends, and what must become of their sender. One entry a payload. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { writeAwareness, writeFrame } from '#shared/protocol/protocol.ts';

export interface HostileFrame {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  /** A close code; `refused`: told why and not closed at once; `ignored`: nothing comes of it. */
  readonly fate: 1007 | 4409 | 4413 | 'refused' | 'ignored';
}

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const update = (content: Uint8Array): Uint8Array => writeFrame({ kind: 'update', update: content });

/** A varuint as large as they come. */
const HUGE = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];

function encoded(write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode(write);
}

/** Text nested as deep as asked, as a value of an attribute. */
function nested(depth: number): Uint8Array {
  const doc = new Y.Doc();
  const before = Y.encodeStateVector(doc);
  doc.getMap('deep').set('x', 1);
  const plain = Y.encodeStateAsUpdate(doc, before);
  // The content of the one struct is `any`: replaced by arrays in arrays.
  const value = new Uint8Array(depth * 2 + 1).fill(117);
  for (let index = 0; index < depth; index += 1) value.set([117, 1], index * 2);
  value[depth * 2] = 126;
  const at = plain.length - 3;
  return new Uint8Array([...plain.slice(0, at), ...value, 0]);
}

function v2Bomb(): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'x');
  return Y.encodeStateAsUpdateV2(doc);
}

export const HOSTILE_FRAMES: readonly HostileFrame[] = [
  { name: 'nothing at all', bytes: bytes(), fate: 1007 },
  { name: 'a text frame', bytes: 'hello', fate: 1007 },
  { name: 'an unknown kind', bytes: bytes(42, 1, 2, 3), fate: 1007 },
  { name: 'a kind beyond all numbers', bytes: bytes(...HUGE, 0xff), fate: 1007 },
  { name: 'an unknown sync step', bytes: bytes(0, 9, 0), fate: 1007 },
  { name: 'a length beyond the end', bytes: bytes(0, 2, 200, 1, 1), fate: 1007 },
  { name: 'a length beyond all numbers', bytes: bytes(0, 2, ...HUGE, 0xff, 1), fate: 1007 },
  { name: 'bytes after the end', bytes: bytes(0, 2, 2, 0, 0, 7), fate: 1007 },
  { name: 'two messages in one', bytes: bytes(0, 0, 1, 0, 0, 2, 2, 0, 0), fate: 1007 },
  {
    name: 'a refusal, which only servers send',
    bytes: writeFrame({ kind: 'denied', reason: 'no' }),
    fate: 1007,
  },
  {
    name: 'an acknowledgement, which only servers send',
    bytes: writeFrame({
      kind: 'acknowledgement',
      count: 9,
      stateVector: bytes(0),
      sequence: 9,
      epoch: bytes(1),
    }),
    fate: 1007,
  },
  {
    name: 'an unreadable state vector',
    bytes: writeFrame({ kind: 'step1', stateVector: bytes(5, 1) }),
    fate: 1007,
  },
  {
    name: 'a state vector that claims a billion clients',
    bytes: writeFrame({ kind: 'step1', stateVector: bytes(...HUGE) }),
    fate: 1007,
  },
  {
    name: 'unreadable awareness',
    bytes: writeFrame({ kind: 'awareness', states: bytes(3, 1) }),
    fate: 1007,
  },
  {
    name: 'awareness that claims a billion states',
    bytes: writeFrame({ kind: 'awareness', states: bytes(...HUGE) }),
    fate: 1007,
  },
  {
    name: 'awareness of 100,000 clients',
    bytes: writeFrame({
      kind: 'awareness',
      states: writeAwareness(
        Array.from({ length: 100_000 }, (_, clientId) => ({ clientId, clock: 1, json: '{}' })),
      ),
    }),
    fate: 1007,
  },
  {
    name: 'awareness of a megabyte',
    bytes: writeFrame({
      kind: 'awareness',
      states: writeAwareness([
        { clientId: 7, clock: 1, json: JSON.stringify({ a: 'x'.repeat(1e6) }) },
      ]),
    }),
    fate: 'ignored',
  },
  {
    name: 'awareness with a prototype',
    bytes: writeFrame({
      kind: 'awareness',
      states: writeAwareness([{ clientId: 7, clock: 1, json: '{"__proto__":{"polluted":1}}' }]),
    }),
    fate: 'ignored',
  },
  { name: 'an update of nine megabytes', bytes: update(new Uint8Array(9 << 20)), fate: 4413 },
  { name: 'an update that is no update', bytes: update(bytes(1, 2, 3, 4, 5)), fate: 'refused' },
  { name: 'an update of zeros', bytes: update(new Uint8Array(1000)), fate: 'refused' },
  { name: 'a billion clients', bytes: update(bytes(...HUGE, 1, 1)), fate: 'refused' },
  { name: 'a billion structs', bytes: update(bytes(1, ...HUGE, 1, 0, 0)), fate: 'refused' },
  {
    name: 'thirty million structs, which would be a 240 MB array',
    bytes: update(
      encoded((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, 30_000_000);
        encoding.writeVarUint(encoder, 5);
        encoding.writeVarUint(encoder, 0);
        for (let index = 0; index < 4; index += 1) encoding.writeUint8(encoder, 0);
      }),
    ),
    fate: 'refused',
  },
  {
    name: 'a billion deletions',
    bytes: update(bytes(0, 1, 5, ...HUGE)),
    fate: 'refused',
  },
  {
    name: 'a clock beyond all typing',
    bytes: update(
      encoded((encoder) => {
        for (const value of [1, 1, 5, 0]) encoding.writeVarUint(encoder, value);
        encoding.writeUint8(encoder, 0);
        encoding.writeVarUint(encoder, 2 ** 50);
        encoding.writeVarUint(encoder, 0);
      }),
    ),
    fate: 'refused',
  },
  {
    name: 'structs without length',
    bytes: update(bytes(1, 2, 5, 0, 0, 0, 0, 0, 0)),
    fate: 'refused',
  },
  {
    name: 'the same client twice',
    bytes: update(bytes(3, 1, 5, 0, 0, 1, 1, 6, 0, 0, 1, 1, 5, 1, 0, 1, 0)),
    fate: 'refused',
  },
  { name: 'arrays nested 100,000 deep', bytes: update(nested(100_000)), fate: 'refused' },
  { name: 'an update in the V2 format', bytes: update(v2Bomb()), fate: 'refused' },
  {
    name: '21 bytes of V2 that take 470 MB',
    bytes: update(bytes(0, 0, 1, 5, 0, 0, 0, 0, 4, 0, 1, ...HUGE, 0, 0)),
    fate: 'refused',
  },
];
