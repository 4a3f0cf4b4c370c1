import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { SCHEMA_VERSION } from '#shared/content/content.ts';
import { epochText } from '#shared/protocol/protocol.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph, paragraphsOf } from '#tests/support/paragraphs.ts';
import type { RawPeer } from '#tests/support/raw-peer.ts';
import { CHAPTER, ORIGIN, SyncWorld } from '#tests/support/sync-world.ts';

let world: SyncWorld;
afterEach(() => world.close());

/** An update that writes a word into the first paragraph of a copy of `doc`, under a client id. */
function wordUnder(doc: Y.Doc, clientId: number, word: string): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.clientID = clientId;
  const before = Y.encodeStateVector(copy);
  const element = copy.getXmlFragment('default').get(0);
  if (element instanceof Y.XmlElement) {
    const text = new Y.XmlText();
    text.insert(0, word);
    element.insert(element.length, [text]);
  }
  return Y.encodeStateAsUpdate(copy, before);
}

/** Sends a sound write and waits for its acknowledgement: the room is still in order. */
async function writes(peer: RawPeer, doc: Y.Doc, word: string): Promise<void> {
  const before = peer.acknowledged;
  peer.send({ kind: 'update', update: wordUnder(doc, doc.clientID, word) });
  await eventually('it is acknowledged', () => peer.acknowledged > before);
}

it('[SY11] refuses what goes on under another person’s client id', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const adaDoc = await ada.join();
  await writes(ada, adaDoc, ' mine');
  const ben = await world.connectRaw('ben');
  const doc = await ben.join();
  const before = await world.fingerprint();
  ben.send({ kind: 'update', update: wordUnder(doc, adaDoc.clientID, ' forged') });
  expect(await ben.closed).toBe(4409);
  expect(ben.of('denied')[0]?.reason).toMatch(/^foreign-client:/);
  expect(await world.fingerprint()).toBe(before);
  expect(await world.read()).toEqual(['Hello mine']);
});

it('[SY11] keeps an id its owner’s over a restart, and takes again what is known', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const adaDoc = await ada.join();
  await writes(ada, adaDoc, ' mine');
  await world.restart();
  const ben = await world.connectRaw('ben');
  const doc = await ben.join();
  ben.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc) });
  await eventually('what is known is acknowledged', () => ben.acknowledged === 1);
  expect(await world.rows()).toHaveLength(1);
  ben.send({ kind: 'update', update: wordUnder(doc, adaDoc.clientID, ' forged') });
  expect(await ben.closed).toBe(4409);
});

it('[SY11] gives an unknown id to whoever brings it, also several at once', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  Y.applyUpdate(doc, wordUnder(doc, 1001, ' one'));
  Y.applyUpdate(doc, wordUnder(doc, 1002, ' two'));
  ada.send({ kind: 'step2', update: Y.encodeStateAsUpdate(doc) });
  await eventually('it is acknowledged', () => ada.acknowledged === 1);
  const owners = await world.database.db
    .selectFrom('author_range')
    .select(['client_id', 'person_id'])
    .where('client_id', 'in', [1001, 1002])
    .execute();
  expect(owners.map(({ person_id }) => person_id)).toEqual(['ada', 'ada']);
});

it('[SY12] does not store a gap, says what is missing, and takes the answer', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  const text = new Y.XmlText();
  const element = doc.getXmlFragment('default').get(0);
  if (element instanceof Y.XmlElement) element.insert(1, [text]);
  for (const letter of 'abc') text.insert(text.length, letter);
  const asked = ada.of('step1').length;
  for (const update of updates.slice(1)) ada.send({ kind: 'update', update });
  await ada.hears('step1', asked + 1);
  expect(await world.rows()).toEqual([]);
  const step1 = ada.of('step1').at(-1);
  const missing = Y.encodeStateAsUpdate(doc, step1?.stateVector);
  ada.send({ kind: 'step2', update: missing });
  await eventually('all four are acknowledged', () => ada.acknowledged === 4);
  expect(await world.stored()).toEqual(['Helloabc']);
});

it('[SY12] [SY13] sends a peer away that sends nothing but gaps, and nobody else notices', async () => {
  world = await SyncWorld.open();
  const ben = await world.connect('ben').synced();
  const ada = await world.connectRaw('ada');
  await ada.join();
  const lonely = new Y.Doc();
  lonely.getXmlFragment('default').insert(0, [new Y.XmlText('x')]);
  const before = Y.encodeStateVector(lonely);
  lonely.getXmlFragment('default').insert(0, [new Y.XmlText('y')]);
  const gap = Y.encodeStateAsUpdate(lonely, before);
  for (let index = 0; index < 4; index += 1) ada.send({ kind: 'step2', update: gap });
  expect(await ada.closed).toBe(4409);
  ben.type('!');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
});

it('[SY15] does not name words that went down with a block deleted unseen', async () => {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ada = await world.connectRaw('ada');
  const adaDoc = await ada.join();
  const ben = await world.connectRaw('ben');
  const benDoc = await ben.join();
  await writes(ada, adaDoc, ' mine');
  benDoc.on('update', (update: Uint8Array) => ben.send({ kind: 'update', update }));
  const heard = ada.of('update').length;
  benDoc.getXmlFragment('default').delete(0, 1);
  await ada.hears('update', heard + 1);
  const relayed = ada.of('update').at(-1)?.update ?? new Uint8Array();
  expect(Y.decodeUpdate(relayed).ds.clients.has(adaDoc.clientID)).toBe(false);
  expect(await world.stored()).toEqual(['Two']);
  // Nor after a restart, nor for who comes back with an old copy.
  await world.restart();
  const again = await world.connectRaw('ada');
  await again.join(adaDoc);
  const answer = again.of('step2').at(-1)?.update ?? new Uint8Array();
  expect(Y.decodeUpdate(answer).ds.clients.has(adaDoc.clientID)).toBe(false);
  expect(paragraphsOf(adaDoc)).toEqual(['Two']);
});

it.each([
  ['no credentials', '', {}, 403],
  ['a foreign origin', 'ada', { origin: 'https://evil.test' }, 403],
  ['a null origin', 'ada', { origin: 'null' }, 403],
  ['an origin that begins like ours', '', { cookie: 'ada', origin: `${ORIGIN}.evil.test` }, 403],
])('[SY16] refuses the upgrade with %s', async (_, name, headers, status) => {
  world = await SyncWorld.open();
  const refused = world.connectRaw(name, '', headers);
  await expect(refused).rejects.toThrow(String(status));
});

it('[SY16] takes a session from our own origin, and answers an unknown path with 404', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('', '', { cookie: 'ada', origin: ORIGIN });
  expect(paragraphsOf(await ada.join())).toEqual(['Hello']);
  const elsewhere = await fetchUpgrade(`http://127.0.0.1:${world.port}/other/${CHAPTER}`);
  expect(elsewhere).toBe(404);
  expect(await fetchUpgrade(`http://127.0.0.1:${world.port}/sync/..%2f..%2fetc`)).toBe(404);
});

async function fetchUpgrade(address: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      authorization: 'Bearer ada',
    };
    request(address, { headers })
      .on('response', (response) => resolve(response.statusCode ?? 0))
      .on('upgrade', () => resolve(101))
      .on('error', reject)
      .end();
  });
}

it('[SY16] closes with 4401 and 4404 and sends no text', async () => {
  world = await SyncWorld.open();
  const stranger = await world.connectRaw('', '', { cookie: '', origin: ORIGIN });
  expect(await stranger.closed).toBe(4401);
  world.rights.set('ben', 'none');
  const ben = await world.connectRaw('ben');
  expect(await ben.closed).toBe(4404);
  expect([...stranger.frames, ...ben.frames]).toEqual([]);
});

it('[SY17] a reader reads, is not asked for text, and is told why its writes are refused', async () => {
  world = await SyncWorld.open();
  world.rights.set('ben', 'read');
  const ada = await world.connectRaw('ada');
  const adaDoc = await ada.join();
  const ben = await world.connectRaw('ben', '');
  const doc = await ben.join();
  expect(ben.of('step1')).toEqual([]);
  ben.send({ kind: 'step2', update: new Uint8Array([0, 0]) });
  const before = await world.fingerprint();
  ben.send({ kind: 'update', update: wordUnder(doc, doc.clientID, ' no') });
  ben.send({ kind: 'step2', update: wordUnder(doc, doc.clientID, ' no') });
  await ben.hears('denied', 2);
  expect(ben.of('denied')[0]?.reason).toMatch(/^read-only: /);
  expect(await world.fingerprint()).toBe(before);
  await writes(ada, adaDoc, '!');
  await eventually('the reader hears the writer', () => ben.of('update').length === 2);
  expect(ben.closeCode).toBeUndefined();
});

it('[SY17] a client of another schema reads and is told to reload', async () => {
  world = await SyncWorld.open();
  const old = await world.connectRaw('ada', `?schema=${SCHEMA_VERSION - 1}`);
  const doc = await old.join();
  await old.hears('denied');
  old.send({ kind: 'update', update: wordUnder(doc, doc.clientID, ' no') });
  await old.hears('denied', 2);
  expect(old.of('denied').every(({ reason }) => reason.startsWith('old-schema: '))).toBe(true);
  expect(await world.read()).toEqual(['Hello']);
});

it('[SY18] judges the next frame by the new rights, and sends away who may not read', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  await writes(ada, doc, '!');
  world.rights.set('ada', 'read');
  world.sync.rightsChanged();
  ada.send({ kind: 'update', update: wordUnder(doc, 77, ' no') });
  await ada.hears('denied', 2);
  expect(await world.read()).toEqual(['Hello!']);
  world.rights.set('ada', 'none');
  world.sync.rightsChanged();
  expect(await ada.closed).toBe(4403);
  const again = await world.connectRaw('ben');
  world.rights.delete('ben');
  world.sync.rightsChanged();
  expect(await again.closed).toBe(4401);
});

it('[SY28] tells a chapter that is deleted from one that one may no longer read', async () => {
  world = await SyncWorld.open();
  const [ada, ben] = [await world.connectRaw('ada'), await world.connectRaw('ben')];
  await ada.join();
  await ben.join();
  world.rights.set('ben', 'none');
  world.sync.rightsChanged();
  expect(await ben.closed).toBe(4403);
  await world.setDeleted(true);
  expect(await ada.closed).toBe(4404);
  await world.setDeleted(false);
  const back = await world.connectRaw('ada');
  expect(paragraphsOf(await back.join())).toEqual(['Hello']);
});

it('[SY18] asks again by itself, in case nobody said that rights changed', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  await ada.join();
  world.rights.delete('ada');
  world.clock.advance(31_000);
  world.sync.tick();
  expect(await ada.closed).toBe(4401);
});

it('[SY19] closes a client that comes with another history before any text', async () => {
  world = await SyncWorld.open();
  const stranger = await world.connectRaw('ada', '?ack=1&epoch=0102030405060708');
  expect(await stranger.closed).toBe(4409);
  expect(stranger.frames).toEqual([]);
  const first = await world.connectRaw('ada');
  await first.join();
  const epoch = epochText(first.of('acknowledgement')[0]?.epoch ?? new Uint8Array());
  const back = await world.connectRaw('ada', `?ack=1&epoch=${epoch}`);
  expect(paragraphsOf(await back.join())).toEqual(['Hello']);
});
