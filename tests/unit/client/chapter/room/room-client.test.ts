/** Where one's words are, as the page says it. */
import { afterEach, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { RoomWorld } from '#tests/support/room-world.ts';

let world: RoomWorld;
afterEach(() => world.close());

it('is opening, then saved, and says saved only when the words are on disk', async () => {
  world = await RoomWorld.open();
  const ada = world.page('ada');
  expect(ada.view).toMatchObject({ saving: { kind: 'opening' }, readOnly: 'unsaid' });
  await ada.becomes('saved');
  expect(ada.view.readOnly).toBe('no');
  ada.type(' world');
  expect(ada.saving).toBe('saving');
  await ada.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says unsaved when acknowledgements stop, and saved again when they come', async () => {
  let isFull = false;
  world = await RoomWorld.open({
    wrap: (database) => ({
      ...database,
      batch: (queries) =>
        isFull
          ? Promise.reject(new AppError('unavailable', 'The disk is full.'))
          : database.batch(queries),
    }),
  });
  const ada = await world.savedPage('ada', { patienceMs: 60 });
  isFull = true;
  ada.type(' world');
  await ada.becomes('unsaved');
  expect(await world.stored()).toEqual(['Hello']);
  isFull = false;
  await ada.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says offline, and whether words wait, and saves them when the server is back', async () => {
  world = await RoomWorld.open();
  const ada = await world.savedPage('ada');
  await world.goesAway(ada);
  ada.type(' world');
  await ada.becomes('offline-kept');
  await world.comesBack();
  await ada.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says unsaved without a connection while the device does not take the words', async () => {
  world = await RoomWorld.open();
  const ada = await world.savedPage('ada', { copyRetryMs: 1 });
  world.device.fill(true);
  await world.goesAway(ada);
  ada.type(' world');
  expect(ada.view).toMatchObject({ saving: { kind: 'unsaved' }, isKept: false });
  world.device.fill(false);
  await ada.becomes('offline-kept');
  expect(ada.view.isKept).toBe(true);
});

it('says unsaved without a connection where nothing can be kept', async () => {
  world = await RoomWorld.open();
  const ada = await world.savedPage('ada', { device: null });
  await world.goesAway(ada);
  ada.type(' world');
  expect(ada.saving).toBe('unsaved');
});

it('opens, writes and tells the truth where there is no room for its notes', async () => {
  world = await RoomWorld.open();
  let isFull = true;
  const setItem = (key: string, value: string): void => {
    if (isFull) throw new Error('There is no room.');
    world.device.notes.setItem(key, value);
  };
  const device = { ...world.device, notes: { ...world.device.notes, setItem } };
  const first = await world.savedPage('ada', { device });
  first.type(' world');
  expect(first.saving).toBe('saving');
  await first.becomes('saved');
  isFull = false;
  const second = await world.savedPage('ada', { device });
  isFull = true;
  await world.goesAway(second);
  second.type(' and more');
  await second.becomes('unsaved');
});

it('is read-only for a reader, and no longer when the right to write comes', async () => {
  world = await RoomWorld.open();
  world.server.rights.set('ada', 'read');
  const ada = await world.page('ada').becomes('read-only');
  expect(ada.view.readOnly).toBe('reader');
  world.server.rights.set('ada', 'write');
  world.server.sync.rightsChanged();
  await ada.becomes('saved');
  expect(ada.view.readOnly).toBe('no');
  ada.type('!');
  await ada.becomes('saved');
  expect(await world.stored()).toEqual(['Hello!']);
});

it.each(['at once', 'without a connection'])(
  'saves what is larger than a message, written %s',
  async (how) => {
    world = await RoomWorld.open();
    const ada = await world.savedPage('ada');
    if (how !== 'at once') await world.goesAway(ada);
    const words = 'word and '.repeat(1_000_000);
    ada.type(words);
    if (how !== 'at once') await world.comesBack();
    await ada.becomes('saved');
    expect((await world.stored())[0]).toBe(`Hello${words}`);
  },
);

it('[SY29] can still delete in a full chapter, and saves what it had refused when there is room', async () => {
  const blocks = [paragraph('a', 'Long. '.repeat(500)), paragraph('b', 'Short')];
  world = await RoomWorld.open({ blocks, limits: { chapterBytes: 2_500 } });
  const ada = await world.savedPage('ada');
  ada.type(' and more', 1);
  await ada.becomes('unsaved');
  expect(ada.view).toMatchObject({ readOnly: 'no', isFull: true });
  ada.line().delete(0, 2_000);
  await ada.becomes('saved');
  expect(ada.view.isFull).toBe(false);
  expect((await world.stored())[1]).toBe('Short and more');
});
