/** What becomes of a room that is left, and what is said of the words in it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LeftRooms, type LeftWords, type RoomOf } from '#client/chapter/room/left-rooms.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type RoomPage, RoomWorld } from '#tests/support/room-world.ts';
import { CHAPTER } from '#tests/support/sync-world.ts';

const ADAS: RoomOf = { chapterId: CHAPTER, personId: 'ada' };

let world: RoomWorld;
let left: LeftRooms;
/** What is said now, on whatever page. */
let said: LeftWords[];
/** How many left rooms have the browser ask before the tab is closed. */
let askingCount: number;

beforeEach(() => {
  said = [];
  askingCount = 0;
  left = new LeftRooms({
    lateMs: 20,
    askBeforeLeaving: () => {
      askingCount += 1;
      return () => {
        askingCount -= 1;
      };
    },
  });
});

afterEach(() => world.close());

function leave(page: RoomPage): void {
  left.leave(ADAS, page.room, (words) => {
    said = [...said, words];
    return () => {
      said = said.filter((one) => one !== words);
    };
  });
}

/** Ada writes without a connection, and leaves the chapter. */
async function adaLeavesUnsent(options: Parameters<RoomWorld['page']>[1] = {}): Promise<RoomPage> {
  const ada = await world.savedPage('ada', options);
  await world.goesAway(ada);
  ada.type(' world');
  if (options.device !== null) await ada.becomes('offline-kept');
  leave(ada);
  return ada;
}

function isSaid(words: string): Promise<void> {
  return eventually(`“${words}” is said (it is “${said.join()}”)`, () => said.join() === words);
}

it('closes a room at once in which nothing is on its way', async () => {
  world = await RoomWorld.open();
  const ada = await world.savedPage('ada');
  leave(ada);
  expect(ada.room.doc.isDestroyed).toBe(true);
  expect(left.has(ADAS)).toBe(false);
  expect(askingCount).toBe(0);
});

it('keeps it open until all is saved, and tells of what is late as long as it is', async () => {
  world = await RoomWorld.open();
  const ada = await adaLeavesUnsent();
  expect(left.has(ADAS)).toBe(true);
  expect(askingCount).toBe(1);
  await isSaid('kept');
  await world.comesBack();
  await isSaid('');
  expect(await world.stored()).toEqual(['Hello world']);
  expect(ada.room.doc.isDestroyed).toBe(true);
  expect(left.has(ADAS)).toBe(false);
  expect(askingCount).toBe(0);
});

it('tells of words that only this page has as such', async () => {
  world = await RoomWorld.open();
  await adaLeavesUnsent({ device: null });
  await isSaid('unsaved');
  await world.comesBack();
  await isSaid('');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('has others see the caret go at once, and come back with whoever does', async () => {
  world = await RoomWorld.open();
  const ben = await world.savedPage('ben');
  const ada = await world.savedPage('ada');
  ada.room.awareness.setLocalStateField('cursor', { anchor: 1 });
  const others = () => [...ben.room.awareness.getStates().keys()];
  const { clientID } = ada.room.doc;
  await eventually('Ben sees Ada', () => others().includes(clientID));
  ada.type(' world');
  leave(ada);
  await eventually('Ben does not', () => !others().includes(clientID));
  const again = left.take(ADAS) ?? world.page('ada').room;
  again.awareness.setLocalStateField('cursor', { anchor: 1 });
  await eventually('Ben sees her again', () => others().includes(again.doc.clientID));
  again.close();
});

it('gives the same room to whoever comes back before it is saved', async () => {
  world = await RoomWorld.open();
  const ada = await adaLeavesUnsent();
  await isSaid('kept');
  expect(left.take(ADAS)).toBe(ada.room);
  expect(said).toEqual([]);
  expect(askingCount).toBe(0);
  ada.type('!');
  await world.comesBack();
  await ada.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world!']);
  expect(ada.room.doc.isDestroyed).toBe(false);
});

it('closes it when somebody else opens a chapter, and says nothing of it any more', async () => {
  world = await RoomWorld.open();
  const ada = await adaLeavesUnsent();
  await isSaid('kept');
  expect(left.take({ ...ADAS, personId: 'ben' })).toBeUndefined();
  expect(said).toEqual([]);
  expect(ada.room.doc.isDestroyed).toBe(true);
  await world.comesBack();
  await world.savedPage('ada');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says that words were refused after their page was left, and has them for the next visit', async () => {
  world = await RoomWorld.open();
  const ada = await adaLeavesUnsent();
  world.server.rights.set('ada', 'none');
  await world.comesBack();
  await isSaid('refused');
  expect(left.take(ADAS)).toBeUndefined();
  expect(said).toEqual([]);
  expect(ada.room.doc.isDestroyed).toBe(true);
  world.server.rights.set('ada', 'write');
  await world.savedPage('ada');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('gives back the room itself when its refused words are nowhere else', async () => {
  world = await RoomWorld.open();
  const ada = await adaLeavesUnsent({ device: null });
  world.server.rights.set('ada', 'none');
  await world.comesBack();
  await isSaid('refused');
  expect(left.take(ADAS)).toBe(ada.room);
  expect(ada.room.ownText()).toBe('Hello world');
});

it('leaves the words of somebody who signed out on the device, and says nothing', async () => {
  world = await RoomWorld.open();
  const ada = await adaLeavesUnsent();
  world.server.rights.delete('ada');
  await world.comesBack();
  await eventually('the room is closed', () => ada.room.doc.isDestroyed);
  expect(said).toEqual([]);
  world.server.rights.set('ada', 'write');
  await world.savedPage('ada');
  expect(await world.stored()).toEqual(['Hello world']);
});
