/** What the copy on the device brings to the next visit, and what the page says of it. */
import { afterEach, expect, it } from 'vitest';
import type { Device } from '#client/chapter/device/device.ts';
import { memoryDevice } from '#tests/support/memory-device.ts';
import { type RoomPage, RoomWorld } from '#tests/support/room-world.ts';

let world: RoomWorld;
afterEach(() => world.close());

it('keeps unsent words over a reload without a connection and sends them later', async () => {
  world = await RoomWorld.open();
  await world.leavesUnsent('ada', (page) => page.type(' world'));
  const after = await world.page('ada').isReady();
  expect(after.paragraphs).toEqual(['Hello world']);
  expect(after.saving).toBe('offline-kept');
  await world.comesBack();
  await after.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('finds unsent words without a connection when only they were written before a crash', async () => {
  world = await RoomWorld.open();
  await world.leavesUnsent('ada', (page) => page.type(' world'));
  world.device.loseNotes();
  const after = await world.page('ada').isReady();
  expect(after.paragraphs).toEqual(['Hello world']);
  expect(after.saving).toBe('offline-kept');
  await world.comesBack();
  await after.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world']);
  after.close();
  await world.goesAway();
  expect((await world.page('ada').becomes('offline')).paragraphs).toEqual(['Hello world']);
});

it('leaves a copy closed whose page is left before the device has told of it', async () => {
  world = await RoomWorld.open();
  await world.leavesUnsent('ada', (page) => page.type(' world'));
  world.device.loseNotes();
  const opened: string[] = [];
  const openRows: Device['openRows'] = (name, lost) => {
    opened.push(name);
    return world.device.openRows(name, lost);
  };
  const page = world.page('ada', { device: { ...world.device, openRows } });
  page.close();
  await new Promise(setImmediate);
  expect(opened).toEqual([]);
});

it('takes no copy after a crash that is another person’s', async () => {
  world = await RoomWorld.open();
  await world.leavesUnsent('ada', (page) => page.type(' world'));
  world.device.loseNotes();
  const noor = world.page('noor');
  await noor.asksServer();
  expect(noor.view.isReady).toBe(false);
});

it('is opening, not empty, without a connection while the copy has not come', async () => {
  world = await RoomWorld.open();
  const before = await world.savedPage('ada');
  before.close();
  await world.goesAway();
  const release = world.device.delay();
  const after = world.page('ada', { copyFirstMs: 1 });
  await after.asksServer();
  expect(after.view).toMatchObject({ isReady: false, saving: { kind: 'opening' } });
  release();
  await after.becomes('offline');
  expect(after.paragraphs).toEqual(['Hello']);
});

it('is opening, not empty, without a connection where the browser has kept only the notes', async () => {
  world = await RoomWorld.open();
  const before = await world.savedPage('ada');
  before.close();
  await world.goesAway();
  const emptied = { ...world.device, openRows: memoryDevice().openRows };
  const after = world.page('ada', { device: emptied });
  await after.asksServer();
  expect(after.view).toMatchObject({ isReady: false, saving: { kind: 'opening' } });
});

it('merges a copy that comes late, and says saved only when its words are on disk too', async () => {
  world = await RoomWorld.open();
  await world.leavesUnsent('ada', (page) => page.type(' world'));
  await world.comesBack();
  const { page, copyComes } = await world.latePage('ada');
  await page.becomes('unsaved');
  expect(page.paragraphs).toEqual(['Hello']);
  copyComes();
  await page.becomes('saved');
  expect(page.paragraphs).toEqual(['Hello world']);
  expect(await world.stored()).toEqual(['Hello world']);
});

it('keeps knowing of unsent words that another tab of the same person left', async () => {
  world = await RoomWorld.open();
  const two = await world.savedPage('ada');
  await world.leavesUnsent('ada', (page) => page.type(' from one tab'));
  await world.comesBack();
  await two.becomes('saved');
  two.close();
  await world.goesAway();
  const after = await world.page('ada').isReady();
  expect(after.saving).toBe('offline-kept');
});

it('does not show as read what only this device has, when the right to write has gone', async () => {
  world = await RoomWorld.open();
  const other = await world.savedPage('ada');
  await world.leavesUnsent('ada', (page) => page.type(' of mine'));
  await world.comesBack();
  await other.becomes('saved');
  // Whatever this page says of its own words, those of the other wait.
  other.type(' Later.');
  await other.becomes('saved');
  other.close();
  world.server.rights.set('ada', 'read');
  const after = await world.page('ada').becomes('unsaved');
  expect(after.view).toMatchObject({ readOnly: 'reader', hasUnsent: true });
  expect(after.room.ownText()).toContain(' of mine');
});

it('keeps knowing of another tab’s unsent words when it has saved its own', async () => {
  world = await RoomWorld.open();
  const two = await world.savedPage('ada');
  await world.leavesUnsent('ada', (page) => page.type(' from one tab'));
  await world.comesBack();
  await two.becomes('saved');
  two.type(' From the other.');
  await two.becomes('saved');
  two.close();
  await world.goesAway();
  const after = await world.page('ada').isReady();
  expect(after.saving).toBe('offline-kept');
  await world.comesBack();
  await after.becomes('saved');
  after.close();
  await world.goesAway();
  await world.page('ada').becomes('offline');
});

/** One value larger than a message, which cannot be cut. */
const pasteHuge = (page: RoomPage): void => page.block().setAttribute('id', 'x'.repeat(9_000_000));

it('does not say that words are kept in a copy which another tab gave up', async () => {
  world = await RoomWorld.open();
  const [one, two] = [await world.savedPage('ada'), await world.savedPage('ada')];
  pasteHuge(two);
  await two.becomes('refused');
  await world.goesAway(one);
  one.type(' mine');
  await new Promise(setImmediate);
  expect(one.saving).toBe('unsaved');
});

it('leaves alone the copy that another tab began after both were refused', async () => {
  world = await RoomWorld.open();
  const [early, late] = [await world.savedPage('ada'), await world.savedPage('ada')];
  pasteHuge(early);
  await early.becomes('refused');
  const anew = await world.savedPage('ada');
  pasteHuge(late);
  await late.becomes('refused');
  await world.goesAway(anew);
  anew.type(' world');
  await anew.becomes('offline-kept');
});
