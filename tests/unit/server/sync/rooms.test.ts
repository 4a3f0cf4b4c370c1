import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Database } from '#server/db/db.ts';
import { plainText } from '#shared/content/content.ts';
import { LIMITS, readAwareness, writeAwareness } from '#shared/protocol/protocol.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph, paragraphsOf } from '#tests/support/paragraphs.ts';
import { actorNamed } from '#tests/support/sync-people.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';

let world: SyncWorld;
afterEach(() => world.close());

it('[SY6] a join is complete when it is synced, however early its frames come', async () => {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'x'.repeat(50_000))] });
  await world.restart();
  const raws = await Promise.all(
    Array.from({ length: 20 }, (_, index) => world.connectRaw(index % 2 ? 'ada' : 'ben')),
  );
  const docs = await Promise.all(raws.map((raw) => raw.join()));
  for (const doc of docs) expect(paragraphsOf(doc)[0]).toHaveLength(50_000);
  for (const raw of raws) {
    const kinds = raw.frames.map(({ kind }) => kind);
    expect(kinds.indexOf('step2')).toBeGreaterThan(kinds.indexOf('update'));
    expect(kinds.slice(kinds.indexOf('step2') + 1)).not.toContain('step1');
  }
});

it('[SY7] does not open what it cannot read, and leaves it as it is', async () => {
  world = await SyncWorld.open();
  await world.restart();
  const { db } = world.database;
  const broken = new Uint8Array([1, 1, 5, 0, 200, 1, 2, 3]);
  await db.updateTable('chapter_snapshot').set({ bytes: broken }).execute();
  const ada = await world.connectRaw('ada');
  expect(await ada.closed).toBe(1013);
  const stored = await db.selectFrom('chapter_snapshot').selectAll().executeTakeFirstOrThrow();
  expect([...stored.bytes]).toEqual([...broken]);
  await expect(world.sync.read(CHAPTER)).rejects.toThrow();
});

it('[SY8] unloads only at rest, and what is opened again is the same', async () => {
  let loadCount = 0;
  const wrap = (database: Database): Database => ({
    ...database,
    get db() {
      loadCount += 1;
      return database.db;
    },
  });
  world = await SyncWorld.open({ wrap });
  const ada = await world.connect('ada').synced();
  ada.type('!');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
  ada.disconnect();
  world.clock.advance(120_000);
  const settled: number[] = [];
  world.sync.on('settled', ({ sequence }) => void settled.push(sequence));
  await expect
    .poll(() => {
      world.sync.tick();
      return settled;
    })
    .toEqual([1]);
  world.clock.advance(120_000);
  world.sync.tick();
  const before = loadCount;
  expect(await world.read()).toEqual(['Hello!']);
  expect(loadCount).toBeGreaterThan(before);
  ada.connect();
  await ada.synced();
  ada.type('?');
  await expect.poll(() => world.read()).toEqual(['Hello!?']);
});

it('[SY8] is not unloaded while it cannot settle', async () => {
  world = await SyncWorld.open();
  const told: string[] = [];
  let isBroken = true;
  world.sync.on('settled', async ({ blocks }) => {
    told.push(blocks.map(({ json }) => plainText(json)).join());
    if (isBroken) throw new Error('history is not there');
  });
  const ada = await world.connect('ada').synced();
  ada.type('!');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
  ada.disconnect();
  // Each time long after anyone used it. A room that is unloaded would tell nobody any more.
  const isToldAgain = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    world.clock.advance(120_000);
    const before = told.length;
    world.sync.tick();
    await eventually('it is told', () => told.length > before);
  };
  for (let times = 1; times <= 3; times += 1) await isToldAgain();
  isBroken = false;
  await isToldAgain();
  expect(new Set(told)).toEqual(new Set(['Hello!']));
});

it('[SY9] a clean stop keeps what was accepted and sends everyone away with 1012', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  doc.on('update', (update: Uint8Array) => ada.send({ kind: 'update', update }));
  for (let index = 0; index < 20; index += 1)
    doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')]);
  await eventually('something is acknowledged', () => ada.acknowledged > 0);
  await world.stop();
  expect(await ada.closed).toBe(1012);
  const { acknowledged } = ada;
  await world.start();
  expect((await world.read()).length).toBeGreaterThanOrEqual(1 + acknowledged);
});

it('[SY9] a clean stop waits for the disk, and tells what it took before it sends anyone away', async () => {
  const disk = gate();
  const wrap = (database: Database): Database => ({
    ...database,
    batch: async (queries) => {
      await disk.passed;
      await database.batch(queries);
    },
  });
  world = await SyncWorld.open({ wrap });
  await world.connect('ben').synced();
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  await ada.hears('awareness');
  doc.on('update', (update: Uint8Array) => ada.send({ kind: 'update', update }));
  for (let index = 0; index < 20; index += 1)
    doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')]);
  expect(await ada.isAnswered()).toBe(true);
  const stopped = world.stop();
  // Whoever does not wait has sent her away by the end of this turn.
  await new Promise((resolve) => setImmediate(resolve));
  disk.open();
  await stopped;
  expect(await ada.closed).toBe(1012);
  expect(ada.acknowledged).toBe(20);
  await world.start();
  expect(await world.read()).toHaveLength(21);
});

/** Something that others wait at until it is opened. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

it('[SY10] is seeded once', async () => {
  world = await SyncWorld.open();
  const again = world.sync.seed(world.database.db, {
    chapterId: CHAPTER,
    blocks: [paragraph('b', 'Twice')],
    author: actorNamed('ada'),
  });
  await expect(again).rejects.toThrow();
  expect(await world.read()).toEqual(['Hello']);
});

/** What a client says of itself. */
function states(clientId: number, state: unknown, clock = 1): Uint8Array {
  return writeAwareness([{ clientId, clock, json: JSON.stringify(state) }]);
}

it('[SY20] rewrites who is here: own client id, the session’s name, nothing of others', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  const ben = await world.connectRaw('ben');
  await ben.join();
  await ben.hears('awareness');
  ben.send({
    kind: 'awareness',
    states: states(50, { user: { name: 'Ada, honestly' }, cursor: 3 }),
  });
  const seen = () => ada.provider.awareness.getStates();
  await eventually('Ada sees Ben', () => seen().has(50));
  expect(seen().get(50)).toMatchObject({ user: { id: 'ben', name: 'ben' }, cursor: 3 });
  // Someone else's caret, removed or moved; another id of his own; too much; not JSON.
  ben.send({ kind: 'awareness', states: states(ada.doc.clientID, null, 99) });
  ben.send({ kind: 'awareness', states: states(51, { cursor: 4 }) });
  ben.send({ kind: 'awareness', states: states(50, { cursor: 'x'.repeat(3_000) }, 2) });
  ben.send({ kind: 'awareness', states: states(50, { cursor: 5 }, 2 ** 53 - 1) });
  await eventually('Ben has moved', () => seen().get(50)?.cursor === 5);
  expect([...seen().keys()].sort()).toEqual([50, ada.doc.clientID].sort());
  ben.cut();
  await eventually('Ben is gone', () => !seen().has(50));
});

it('[SY20] passes on at most 2 KiB of anyone', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const ben = await world.connectRaw('ben');
  await Promise.all([ada.join(), ben.join()]);
  ada.send({ kind: 'awareness', states: states(60, { cursor: 1 }) });
  ben.send({ kind: 'awareness', states: states(50, { cursor: 1 }) });
  await ada.hears('awareness');
  const tooMuch = {
    'a long word': JSON.stringify({ cursor: 'x'.repeat(2_048) }),
    'a short word of long letters': JSON.stringify({ cursor: '語'.repeat(700) }),
    'numbers that are longer when written out': `{"cursor":[${'1e20,'.repeat(300)}1]}`,
    'almost nothing in much room': `{"cursor":2${' '.repeat(2_048)}}`,
    'what has no room for the name': JSON.stringify({ cursor: 'x'.repeat(2_020) }),
  };
  for (const [what, json] of Object.entries(tooMuch)) {
    ben.send({ kind: 'awareness', states: writeAwareness([{ clientId: 50, clock: 2, json }]) });
    expect(await ben.isAnswered()).toBe(true);
    ada.frames.length = 0;
    // Told at once, of everyone as the room knows them.
    ada.send({ kind: 'query-awareness' });
    await ada.hears('awareness');
    const heard = ada.of('awareness').flatMap((frame) => readAwareness(frame.states, 10) ?? []);
    const said = heard.map((entry) => [entry.clientId, JSON.parse(entry.json).cursor]);
    expect(said, what).toEqual([[50, 1]]);
  }
  const most = JSON.stringify({ cursor: 'x'.repeat(1_900) });
  ben.send({ kind: 'awareness', states: writeAwareness([{ clientId: 50, clock: 3, json: most }]) });
  await eventually('Ada hears as much as there may be', () =>
    ada.of('awareness').some(({ states }) => states.length > 1_900),
  );
});

it('[SY20] shows a client that comes back at once', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  ben.provider.awareness.setLocalStateField('cursor', 7);
  const sees = () => ada.provider.awareness.getStates().get(ben.doc.clientID)?.cursor;
  await eventually('Ben is seen', () => sees() === 7);
  ben.disconnect();
  await eventually('Ben is gone', () => sees() === undefined);
  ben.connect();
  ben.provider.awareness.setLocalState({ cursor: 7 });
  await eventually('Ben is seen again', () => sees() === 7);
});

it('tells where a caret is together with the words beside it', async () => {
  world = await SyncWorld.open({ limits: { caretGather: 1_000_000 } });
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  ben.provider.awareness.setLocalStateField('cursor', 7);
  ben.type(' world');
  await eventually('Ada has the words', () => paragraphsOf(ada.doc)[0] === 'Hello world');
  const sees = () => ada.provider.awareness.getStates().get(ben.doc.clientID)?.cursor;
  await eventually('Ada sees Ben', () => sees() === 7);
});

it('[SY21] says something to a quiet peer within 20 s', async () => {
  world = await SyncWorld.open();
  world.clock.stop();
  const ada = await world.connectRaw('ada');
  await ada.join();
  for (let times = 1; times <= 3; times += 1) {
    const before = ada.of('awareness').length;
    // A tick comes every second: this is the last in time, whenever within its second it comes.
    world.clock.advance(19_001);
    world.sync.tick();
    await ada.hears('awareness', before + 1);
  }
});

/** Ben does not read, while Ada writes six paragraphs of which three are more than he may be behind. */
async function benIsSlow() {
  world = await SyncWorld.open({ held: ['ben'] });
  const ben = await world.connectRaw('ben');
  const doc = await ben.join();
  world.line('ben').hold();
  const ada = await world.connect('ada').synced();
  const cleo = await world.connect('cleo').synced();
  for (let index = 1; index <= 6; index += 1) {
    ada.addParagraph('x'.repeat(LIMITS.behind * 0.4));
    await eventually('Cleo has it', () => cleo.paragraphs().length === index + 1);
  }
  return { ben, doc };
}

it('[SY22] leaves out a peer that does not read, lets it catch up, and others do not notice', async () => {
  const { ben, doc } = await benIsSlow();
  expect(world.line('ben').waitingBytes).toBeGreaterThan(LIMITS.behind);
  expect(world.line('ben').waitingBytes).toBeLessThan(LIMITS.behind * 1.5);
  world.line('ben').release();
  await eventually('he has caught up', () => {
    world.sync.tick();
    for (const frame of ben.frames.splice(0))
      if (frame.kind === 'update' || frame.kind === 'step2') Y.applyUpdate(doc, frame.update);
    return paragraphsOf(doc).length === 7;
  });
  expect(ben.closeCode).toBeUndefined();
});

it('[SY22] closes a peer that stays behind with 4508', async () => {
  const { ben } = await benIsSlow();
  world.sync.tick();
  world.clock.advance(LIMITS.behindFor + 1_000);
  world.sync.tick();
  world.line('ben').release();
  expect(await ben.closed).toBe(4508);
});

it('[SY26] takes a flood in turns, so that others are saved meanwhile', async () => {
  world = await SyncWorld.open();
  const flooder = await world.connectRaw('ada');
  const doc = await flooder.join();
  const ben = await world.connectRaw('ben');
  const benDoc = await ben.join();
  let atBen = -1;
  ben.socket.on('message', () => {
    if (atBen < 0 && ben.acknowledged === 1) atBen = flooder.acknowledged;
  });
  doc.on('update', (update: Uint8Array) => flooder.send({ kind: 'update', update }));
  benDoc.on('update', (update: Uint8Array) => ben.send({ kind: 'update', update }));
  const text = new Y.XmlText();
  doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')]);
  const [element] = doc.getXmlFragment('default').toArray();
  if (element instanceof Y.XmlElement) element.insert(0, [text]);
  for (let index = 0; index < 6_000; index += 1) text.insert(text.length, 'x');
  benDoc.getXmlFragment('default').insert(0, [new Y.XmlElement('horizontalRule')]);
  await eventually('the flood is saved', () => flooder.acknowledged === 6_002);
  expect(atBen).toBeGreaterThanOrEqual(0);
  expect(atBen).toBeLessThan(6_002);
});
