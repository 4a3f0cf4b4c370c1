import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { AppError } from '#shared/errors.ts';
import { diskGate } from '#tests/support/disk-gate.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';

const BY_OPERATOR = { author: { kind: 'operator' }, reason: 'restore' } as const;

let world: SyncWorld;
afterEach(() => world.close());

it('[SY1] relays and acknowledges only after the commit', async () => {
  const disk = diskGate();
  world = await SyncWorld.open({ wrap: disk.wrap });
  const ada = await world.connect('ada').synced();
  const ben = await world.connectRaw('ben');
  await ben.join();
  const raw = await world.connectRaw('ada');
  const doc = await raw.join();
  const before = ben.of('update').length;
  disk.hold();
  ada.type(' world');
  await eventually('the commit is under way', () => disk.heldCount() === 1);
  // Joining now shows the chapter without the word that is not on disk.
  const late = await world.connectRaw('cleo');
  expect((await late.join()).getXmlFragment('default').toString()).not.toContain('world');
  expect(ben.of('update').length).toBe(before);
  disk.let();
  await eventually('it is relayed', () => ben.of('update').length > before);
  await late.hears('update', 2);
  expect(await world.stored()).toEqual(['Hello world']);
  doc.destroy();
});

it('[SY1] two stock clients write together, without any parameter', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  ada.type(' world');
  await ben.reads('Hello world');
  ben.type('!');
  await ada.reads('Hello world!');
  expect(await world.stored()).toEqual(['Hello world!']);
});

it('[SY2] says what is on disk, also before anything was committed since the start', async () => {
  const disk = diskGate();
  world = await SyncWorld.open({ wrap: disk.wrap });
  const ada = await world.connect('ada').synced();
  disk.hold();
  ada.type(' world');
  await eventually('the commit is under way', () => disk.heldCount() === 1);
  const late = await world.connectRaw('cleo');
  const joined = await late.join();
  expect(late.of('acknowledgement')[0]?.stateVector).toEqual(Y.encodeStateVector(joined));
  disk.let();
});

it('[SY2] counts the messages on disk, deletions included', async () => {
  world = await SyncWorld.open();
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  expect(ada.acknowledged).toBe(0);
  doc.on('update', (update) => ada.send({ kind: 'update', update }));
  doc.getXmlFragment('default').delete(0, 1);
  await eventually('the deletion is acknowledged', () => ada.acknowledged === 1);
  expect(await world.stored()).toEqual([]);
  const { stateVector, epoch, sequence } = ada.of('acknowledgement').at(-1) ?? {};
  expect(stateVector?.length).toBeGreaterThan(1);
  expect(epoch?.length).toBe(8);
  expect(sequence).toBe(1);
});

it('[SY3] one person’s burst is one row, and two people’s are two', async () => {
  const disk = diskGate();
  world = await SyncWorld.open({ wrap: disk.wrap });
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  disk.hold();
  ada.type('1');
  await eventually('the first commit is under way', () => disk.heldCount() === 1);
  for (const letter of 'abcdefghij') ada.type(letter);
  for (const letter of 'klmnop') ben.type(letter);
  disk.let();
  await eventually('all replicas agree', () => ada.paragraphs()[0]?.length === 22);
  expect(await world.agree()).toEqual(ada.paragraphs());
  const rows = await world.rows();
  expect(rows.length).toBeLessThanOrEqual(6);
  expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set(['ada', 'ben']));
});

it('[SY4] a full disk loses nothing and stops nobody from reading', async () => {
  const disk = diskGate();
  world = await SyncWorld.open({ wrap: disk.wrap });
  const ada = await world.connectRaw('ada');
  const doc = await ada.join();
  const ben = await world.connect('ben').synced();
  doc.on('update', (update) => ada.send({ kind: 'update', update }));
  disk.fill();
  const attempts = disk.batchCount();
  doc.getXmlFragment('default').delete(0, 1);
  await eventually('it was tried and tried again', () => disk.batchCount() >= attempts + 3);
  expect(world.sync.failure()).toBeDefined();
  expect(ada.acknowledged).toBe(0);
  expect(ben.paragraphs()).toEqual(['Hello']);
  const cleo = await world.connect('cleo').synced();
  expect(cleo.paragraphs()).toEqual(['Hello']);
  expect(await world.read()).toEqual(['Hello']);
  await expect(world.sync.edit(CHAPTER, BY_OPERATOR, () => [])).rejects.toMatchObject({
    code: 'unavailable',
  });
  disk.free();
  await eventually('it is acknowledged', () => ada.acknowledged === 1);
  await ben.reads();
  await cleo.reads();
  expect(world.sync.failure()).toBeUndefined();
});

it('[SY5] gives the room up when somebody else wrote a row, and loses nothing', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  const [row] = await world.rows();
  expect(row).toBeUndefined();
  await world.database.db
    .insertInto('chapter_update')
    .values({
      chapter_id: CHAPTER,
      sequence: 1,
      person_id: null,
      at: 0,
      bytes: new Uint8Array([0, 0]),
    })
    .execute();
  ada.type(' world');
  const ben = await world.connect('ben').synced();
  await ben.reads('Hello world');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('[SY23] snapshots contain what they replace, through any number of them', async () => {
  world = await SyncWorld.open({ limits: { compaction: { rows: 3, bytes: 1 << 20 } } });
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  for (const letter of 'abcdefghijklmnopqrst') {
    ada.type(letter);
    await eventually('Ben has it', () => ben.paragraphs()[0]?.endsWith(letter) === true);
  }
  await world.sync.settle([CHAPTER]);
  for (const letter of 'uvwxyz') {
    ada.type(letter);
    await eventually('Ben has it', () => ben.paragraphs()[0]?.endsWith(letter) === true);
  }
  const expected = ['Helloabcdefghijklmnopqrstuvwxyz'];
  expect(await world.stored()).toEqual(expected);
  expect((await world.rows()).length).toBeLessThan(10);
  await world.restart();
  expect(await world.read()).toEqual(expected);
});

it('[SY23] keeps rows that history has not read, though the snapshot has them', async () => {
  world = await SyncWorld.open({ limits: { compaction: { rows: 2, bytes: 1 << 20 } } });
  const told: string[][] = [];
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  for (const writer of [ada, ben, ada, ben, ada]) {
    const length = writer.paragraphs()[0]?.length ?? 0;
    writer.type('x');
    await eventually('all have it', () =>
      [ada, ben].every((peer) => peer.paragraphs()[0]?.length === length + 1),
    );
  }
  await world.restart();
  world.sync.on('settled', ({ authorsSince }) => void told.push([...authorsSince(0)].sort()));
  await world.sync.settle([CHAPTER]);
  expect(told).toEqual([['ada', 'ben']]);
});

it('[SY23] forgets the rows of short sittings, each of which ends before the next snapshot', async () => {
  world = await SyncWorld.open({ limits: { compaction: { rows: 3, bytes: 1 << 20 } } });
  for (const letter of 'abcdefghij') {
    const ada = world.connect('ada');
    await ada.synced();
    ada.type(letter);
    await expect.poll(() => world.read()).toEqual([expect.stringMatching(`${letter}$`)]);
    ada.close();
    await world.sync.settle([CHAPTER]);
    await world.restart();
  }
  expect((await world.rows()).length).toBeLessThanOrEqual(3);
  expect(await world.stored()).toEqual(['Helloabcdefghij']);
});

it('[SY24] an edit by block id keeps what others type meanwhile', async () => {
  const disk = diskGate();
  world = await SyncWorld.open({
    wrap: disk.wrap,
    blocks: [paragraph('a', 'One two three'), paragraph('b', 'Second')],
  });
  const ada = await world.connect('ada').synced();
  disk.hold();
  const edited = world.sync.edit(CHAPTER, BY_OPERATOR, (blocks) => [
    paragraph('new', 'Before'),
    ...blocks.map((block) => (block.id === 'a' ? paragraph('a', 'One 2 three') : block)),
  ]);
  await eventually('the commit is under way', () => disk.heldCount() === 1);
  expect(ada.paragraphs()).toEqual(['One two three', 'Second']);
  ada.type(' four', 0);
  disk.let();
  expect((await edited).sequence).toBe(1);
  await ada.reads('Before', 'One 2 three four', 'Second');
  await world.sync.read(CHAPTER);
  await expect.poll(() => world.read()).toEqual(['Before', 'One 2 three four', 'Second']);
});

it('[SY24] an edit that throws changes nothing', async () => {
  world = await SyncWorld.open();
  const refused = world.sync.edit(CHAPTER, BY_OPERATOR, () => {
    throw new AppError('conflict', 'Somebody was first.');
  });
  await expect(refused).rejects.toThrow('Somebody was first.');
  expect(await world.read()).toEqual(['Hello']);
  expect(await world.rows()).toEqual([]);
});

it('[SY30] stands still until a change of the text as it is has been made', async () => {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ada = await world.connect('ada').synced();
  const found: string[][] = [];
  const behind: Promise<unknown>[] = [];
  const edited = world.sync.editStill(CHAPTER, BY_OPERATOR, async () => {
    ada.type(' Ada');
    behind.push(world.sync.edit(CHAPTER, BY_OPERATOR, (now) => now.slice(1)));
    const eva = world.connect('eva');
    await eventually('another one is on the line', () => eva.provider.wsconnected);
    found.push(await world.read());
    return (blocks) => [...blocks, paragraph('c', 'Three')];
  });
  await edited;
  await Promise.all(behind);
  expect(found).toEqual([['One', 'Two']]);
  expect((await edited).blocks.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  await ada.reads('Two', 'Three');
  expect(await world.agree()).toEqual(['Two', 'Three']);
});

it('[SY30] goes on when what is prepared cannot be', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  const refused = world.sync.editStill(CHAPTER, BY_OPERATOR, async () => {
    ada.type('!');
    throw new AppError('not-found', 'There is no such version.');
  });
  await expect(refused).rejects.toThrow('no such version');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
});

it('[SY25] gives every block an id of its own when the chapter settles', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  ada.addParagraph('no id');
  const copy = ada.element(0).clone();
  ada.doc.getXmlFragment('default').insert(2, [copy]);
  const settled: { ids: string[]; sequence: number; authors: readonly string[] }[] = [];
  world.sync.on('settled', ({ blocks, sequence, authorsSince }) => {
    settled.push({ ids: blocks.map(({ id }) => id), sequence, authors: authorsSince(0) });
  });
  await world.connect('ben').synced();
  await expect.poll(() => world.read()).toEqual(['Hello', 'no id', 'Hello']);
  await world.sync.settle([CHAPTER]);
  const [first] = settled;
  expect(new Set(first?.ids).size).toBe(3);
  expect(first?.ids.every((id) => id !== '')).toBe(true);
  expect(first?.authors).toEqual(['ada']);
  await eventually('the client has them too', () =>
    ada.doc
      .getXmlFragment('default')
      .toArray()
      .every((element) => 'getAttribute' in element && Boolean(element.getAttribute('id'))),
  );
  await world.sync.settle([CHAPTER]);
  expect(settled).toHaveLength(1);
});

it('[SY25] settles after a pause, asks a failing listener again, and waits for it', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  ada.type('!');
  await expect.poll(() => world.read()).toEqual(['Hello!']);
  let callCount = 0;
  world.sync.on('settled', () => {
    callCount += 1;
    if (callCount === 1) throw new Error('History is busy.');
  });
  world.sync.tick();
  expect(callCount).toBe(0);
  world.clock.advance(21_000);
  world.sync.tick();
  await eventually('the listener was asked', () => callCount === 1);
  await expect
    .poll(() => {
      world.sync.tick();
      return callCount;
    })
    .toBe(2);
});
