import { expect, it } from 'vitest';
import {
  type Frame,
  parseFrame,
  parseRefusal,
  REFUSALS,
  type Refusal,
  readAwareness,
  refusalText,
  writeAwareness,
  writeFrame,
} from '#shared/protocol/protocol.ts';

const bytes = (...values: number[]) => new Uint8Array(values);
const FRAMES: Exclude<Frame, { kind: 'malformed' }>[] = [
  { kind: 'step1', stateVector: bytes(0) },
  { kind: 'step2', update: bytes(0, 0) },
  { kind: 'update', update: bytes(1, 2, 3) },
  { kind: 'awareness', states: bytes(0) },
  { kind: 'denied', reason: 'read-only: No.' },
  { kind: 'query-awareness' },
  {
    kind: 'acknowledgement',
    count: 300,
    stateVector: bytes(1, 2),
    sequence: 7,
    epoch: bytes(8, 9),
  },
];

it.each(FRAMES)('reads the $kind frame that it wrote, and no shortened one', (frame) => {
  const written = writeFrame(frame);
  expect(parseFrame(written)).toEqual(frame);
  for (let length = 0; length < written.length; length += 1)
    expect(parseFrame(written.slice(0, length)).kind).toBe('malformed');
  expect(parseFrame(new Uint8Array([...written, 0])).kind).toBe('malformed');
});

it('writes acknowledgements as the contract says', () => {
  const frame = writeFrame({
    kind: 'acknowledgement',
    count: 2,
    stateVector: bytes(5),
    sequence: 3,
    epoch: bytes(6, 7),
  });
  expect([...frame]).toEqual([100, 2, 1, 5, 3, 2, 6, 7]);
});

it('knows its own refusals by their code', () => {
  const codes = Object.keys(REFUSALS).filter((code): code is Refusal => code in REFUSALS);
  for (const code of codes) expect(parseRefusal(refusalText(code))).toBe(code);
  expect(parseRefusal('permission denied')).toBeUndefined();
  expect(parseRefusal('toString: no')).toBeUndefined();
});

it('reads the awareness that it wrote, and not more than asked', () => {
  const entries = [
    { clientId: 1, clock: 2, json: '{"a":1}' },
    { clientId: 3, clock: 4, json: 'null' },
  ];
  expect(readAwareness(writeAwareness(entries), 2)).toEqual(entries);
  expect(readAwareness(writeAwareness(entries), 1)).toBeUndefined();
  expect(readAwareness(bytes(1, 1), 2)).toBeUndefined();
});
