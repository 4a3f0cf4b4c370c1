import { createConnection } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS, readAwareness } from '#shared/protocol/protocol.ts';
import { eventually } from '#tests/support/eventually.ts';
import type { RawPeer } from '#tests/support/raw-peer.ts';
import { SyncWorld } from '#tests/support/sync-world.ts';
import { HOSTILE_FRAMES } from './sync-frames.ts';

let world: SyncWorld;
afterEach(() => world.close());

it.each(HOSTILE_FRAMES)('[SY13] [SY14] survives $name', async ({ bytes, fate }) => {
  world = await SyncWorld.open();
  const ben = await world.connect('ben').synced();
  const hostile = await world.connectRaw('ada');
  await hostile.join();
  const before = await world.fingerprint();
  const memory = process.memoryUsage().rss;
  const startedAt = process.cpuUsage().user;
  hostile.socket.send(bytes);
  if (fate === 'refused') await hostile.hears('denied');
  else if (fate === 'ignored') expect(await hostile.isAnswered()).toBe(true);
  else expect(await hostile.closed).toBe(fate);
  // Whoever comes now is told at once of everyone here: of each no more than anyone may say.
  const witness = await world.connectRaw('cleo');
  await witness.join();
  await witness.hears('awareness');
  for (const { states } of witness.of('awareness'))
    for (const { json } of readAwareness(states, 10) ?? [])
      expect(json.length).toBeLessThanOrEqual(LIMITS.awareness);
  ben.type('!');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
  expect(await world.fingerprint()).not.toBe(before);
  expect(await world.rows()).toHaveLength(1);
  expect(process.memoryUsage().rss - memory).toBeLessThan(150 << 20);
  expect(process.cpuUsage().user - startedAt).toBeLessThan(5_000_000);
  expect('polluted' in {}).toBe(false);
});

it('[SY13] sends away who goes on sending what cannot be applied', async () => {
  world = await SyncWorld.open();
  const hostile = await world.connectRaw('ada');
  await hostile.join();
  for (let index = 0; index < 4; index += 1)
    hostile.send({ kind: 'update', update: new Uint8Array([1, 2, 3, 4]) });
  expect(await hostile.closed).toBe(4409);
});

/** Random numbers that a seed repeats: mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Words in the first block, or a new one, as an update of at most 120 bytes. */
function someUpdate(model: Y.Doc, random: () => number): Uint8Array {
  const before = Y.encodeStateVector(model);
  const fragment = model.getXmlFragment('default');
  const element = fragment.get(0);
  if (element instanceof Y.XmlElement && random() < 0.7) {
    const text = new Y.XmlText();
    text.insert(0, 'word');
    element.insert(0, [text]);
  } else fragment.insert(0, [new Y.XmlElement('paragraph')]);
  const deletions = random() < 0.3 && fragment.length > 3;
  if (deletions) fragment.delete(1, 1);
  const update = Y.encodeStateAsUpdate(model, before);
  return update.length < 120 ? update : new Uint8Array([0, 0]);
}

it('[SY13] [SY14] 1,000 mutated frames leave one text that all replicas share', async () => {
  const seed = 20_261_123;
  const random = randomOf(seed);
  world = await SyncWorld.open();
  const ben = await world.connect('ben').synced();
  let hostile: RawPeer | undefined;
  let model = new Y.Doc();
  const fates = { answered: 0, closed: 0 };
  for (let round = 0; round < 1_000; round += 1) {
    if (!hostile) {
      hostile = await world.connectRaw(random() < 0.5 ? 'ada' : 'cleo');
      model = await hostile.join(new Y.Doc());
    }
    const content = someUpdate(model, random);
    const frame = new Uint8Array([0, random() < 0.5 ? 2 : 1, content.length, ...content]);
    for (let flip = Math.floor(random() * 4); flip > 0; flip -= 1)
      frame[Math.floor(random() * frame.length)] = Math.floor(random() * 256);
    hostile.send(random() < 0.1 ? frame.slice(0, Math.floor(random() * frame.length)) : frame);
    if (await hostile.isAnswered()) fates.answered += 1;
    else {
      fates.closed += 1;
      hostile = undefined;
    }
  }
  expect(fates.answered).toBeGreaterThan(300);
  expect(fates.closed).toBeGreaterThan(100);
  hostile?.cut();
  const marker = `seed ${seed}`;
  ben.addParagraph(marker);
  await eventually('the server still takes words', () => ben.paragraphs().includes(marker));
  await world.agree();
  const replica = await world.connect('dov').synced();
  await world.agree();
  expect(Y.encodeStateVector(replica.doc)).toEqual(Y.encodeStateVector(ben.doc));
});

it('[SY14] a frame with reserved bits ends its connection and nothing else', async () => {
  world = await SyncWorld.open();
  const ben = await world.connect('ben').synced();
  const socket = createConnection(world.port, '127.0.0.1');
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write(
    'GET /sync/chapter1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' +
      'Authorization: Bearer ada\r\n\r\n',
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(new Uint8Array([0xf2, 0x80, 1, 2, 3, 4]));
  await ended;
  ben.type('!');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
});

it('[SY14] what is sent before anyone is known stays in the sender’s network', async () => {
  world = await SyncWorld.open();
  const memory = process.memoryUsage().rss;
  const flood = new Uint8Array(5 << 20);
  const raws = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const raw = await world.connectRaw('', '', { cookie: '', origin: 'http://commonbook.test' });
      raw.socket.send(flood);
      return raw;
    }),
  );
  for (const raw of raws) expect(await raw.closed).not.toBe(1000);
  expect(process.memoryUsage().rss - memory).toBeLessThan(300 << 20);
  expect(await world.read()).toEqual(['Hello']);
});
