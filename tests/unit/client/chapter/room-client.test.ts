import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Device } from '#client/chapter/device.ts';
import type { OpenRoom } from '#client/chapter/room.ts';
import { openRoomClient } from '#client/chapter/room-client.ts';
import { AppError } from '#shared/errors.ts';
import { parseFrame, readAwareness } from '#shared/protocol/protocol.ts';
import { eventually } from '#tests/support/eventually.ts';
import { memoryDevice } from '#tests/support/memory-device.ts';
import { paragraph, paragraphsOf } from '#tests/support/paragraphs.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';

let world: SyncWorld;
const rooms: OpenRoom[] = [];
afterEach(async () => {
  for (const room of rooms.splice(0)) room.close();
  await world.close();
});

interface Opening {
  readonly device?: Device | null;
  readonly patienceMs?: number;
  readonly copyFirstMs?: number;
  readonly copyRetryMs?: number;
  readonly wrap?: (Socket: typeof WebSocket) => typeof WebSocket;
  /** Who is signed in when the page connects; the page's own person when not said. */
  readonly signedIn?: () => string;
}

function open(name: string, { device = null, wrap, signedIn, ...rest }: Opening = {}): OpenRoom {
  class Socket extends WebSocket {
    constructor(address: string, protocols?: string[]) {
      const token = signedIn?.() ?? name;
      super(address, protocols ?? [], { headers: { authorization: `Bearer ${token}` } });
    }
  }
  const room = openRoomClient({
    chapterId: CHAPTER,
    personId: name,
    address: `ws://127.0.0.1:${world.port}/sync`,
    Socket: (wrap
      ? wrap(Socket as typeof WebSocket)
      : Socket) as unknown as typeof globalThis.WebSocket,
    device,
    ...rest,
  });
  rooms.push(room);
  return room;
}

function block(room: OpenRoom, index = 0): Y.XmlElement {
  const element = room.doc.getXmlFragment('default').get(index);
  if (!(element instanceof Y.XmlElement)) throw new Error('There is no block.');
  return element;
}

function line(room: OpenRoom, index = 0): Y.XmlText {
  const text = block(room, index).get(0);
  if (!(text instanceof Y.XmlText)) throw new Error('There is no line.');
  return text;
}

const type = (room: OpenRoom, text: string, index = 0): void => {
  const words = line(room, index);
  words.insert(words.length, text);
};
const saving = (room: OpenRoom) => room.view().saving.kind;
const becomes = (room: OpenRoom, kind: string) =>
  eventually(`the room is ${kind} (it is ${saving(room)})`, () => saving(room) === kind);

it('is opening, then saved, and says saved only when the words are on disk', async () => {
  world = await SyncWorld.open();
  const room = open('ada');
  expect(saving(room)).toBe('opening');
  await becomes(room, 'saved');
  type(room, ' world');
  expect(saving(room)).toBe('saving');
  await becomes(room, 'saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says unsaved when acknowledgements stop, and saved again when they come', async () => {
  let isFull = false;
  world = await SyncWorld.open({
    wrap: (database) => ({
      ...database,
      batch: (queries) =>
        isFull
          ? Promise.reject(new AppError('unavailable', 'The disk is full.'))
          : database.batch(queries),
    }),
  });
  const room = open('ada', { patienceMs: 60 });
  await becomes(room, 'saved');
  isFull = true;
  type(room, ' world');
  await becomes(room, 'unsaved');
  expect(await world.stored()).toEqual(['Hello']);
  isFull = false;
  await becomes(room, 'saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says offline, and whether words wait, and saves them when the server is back', async () => {
  world = await SyncWorld.open();
  const room = open('ada', { device: memoryDevice() });
  await becomes(room, 'saved');
  await world.stop();
  await becomes(room, 'offline');
  type(room, ' world');
  await becomes(room, 'offline-kept');
  await world.start();
  await becomes(room, 'saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('keeps unsent words over a reload without a connection and sends them later', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  await world.stop();
  await becomes(before, 'offline');
  type(before, ' world');
  before.close();
  const after = open('ada', { device });
  await eventually('the copy is there', () => after.view().isReady);
  expect(paragraphsOf(after.doc)).toEqual(['Hello world']);
  expect(saving(after)).toBe('offline-kept');
  await world.start();
  await becomes(after, 'saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('says unsaved without a connection while the device does not take the words', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const room = open('ada', { device, copyRetryMs: 1 });
  await becomes(room, 'saved');
  device.fill(true);
  await world.stop();
  await becomes(room, 'offline');
  type(room, ' world');
  expect(saving(room)).toBe('unsaved');
  expect(room.view().isKept).toBe(false);
  device.fill(false);
  await becomes(room, 'offline-kept');
  expect(room.view().isKept).toBe(true);
});

it('says unsaved without a connection where nothing can be kept', async () => {
  world = await SyncWorld.open();
  const room = open('ada');
  await becomes(room, 'saved');
  await world.stop();
  await becomes(room, 'offline');
  type(room, ' world');
  expect(saving(room)).toBe('unsaved');
});

it('is opening, not empty, without a connection while the copy has not come', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  before.close();
  await world.stop();
  const release = device.delay();
  let isTried = false;
  const wrap = (Socket: typeof WebSocket): typeof WebSocket =>
    new Proxy(Socket, {
      construct: (Asked, where, newTarget) => {
        isTried = true;
        return Reflect.construct(Asked, where, newTarget);
      },
    });
  const after = open('ada', { device, copyFirstMs: 1, wrap });
  await eventually('the server is asked', () => isTried);
  expect(after.view()).toMatchObject({ isReady: false, saving: { kind: 'opening' } });
  release();
  await becomes(after, 'offline');
  expect(paragraphsOf(after.doc)).toEqual(['Hello']);
});

it('merges a copy that comes late, and says saved only when its words are on disk too', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  await world.stop();
  await becomes(before, 'offline');
  type(before, ' world');
  before.close();
  await world.start();
  const release = device.delay();
  const after = open('ada', { device, copyFirstMs: 1, patienceMs: 60 });
  await becomes(after, 'unsaved');
  expect(paragraphsOf(after.doc)).toEqual(['Hello']);
  release();
  await becomes(after, 'saved');
  expect(paragraphsOf(after.doc)).toEqual(['Hello world']);
  expect(await world.stored()).toEqual(['Hello world']);
});

it('keeps knowing of unsent words that another tab of the same person left', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const [one, two] = [open('ada', { device }), open('ada', { device })];
  await becomes(one, 'saved');
  await becomes(two, 'saved');
  await world.stop();
  await becomes(one, 'offline');
  type(one, ' from one tab');
  one.close();
  await world.start();
  await becomes(two, 'saved');
  two.close();
  await world.stop();
  const after = open('ada', { device });
  await eventually('the copy is there', () => after.view().isReady);
  expect(saving(after)).toBe('offline-kept');
});

it('does not show as read what only this device has, when the right to write has gone', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  const other = open('ada', { device });
  await becomes(other, 'saved');
  await world.stop();
  type(before, ' of mine');
  before.close();
  await world.start();
  await becomes(other, 'saved');
  // The note that something is unsent is gone when this page says that all of its own is saved.
  type(other, ' Later.');
  await becomes(other, 'saved');
  other.close();
  world.rights.set('ada', 'read');
  const after = open('ada', { device });
  await becomes(after, 'unsaved');
  expect(after.view()).toMatchObject({ readOnly: 'reader', hasUnsent: true });
  expect(after.ownText()).toContain(' of mine');
});

it('opens, writes and tells the truth where there is no room for its notes', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  let isFull = true;
  const setItem = (key: string, value: string): void => {
    if (isFull) throw new Error('There is no room.');
    device.notes.setItem(key, value);
  };
  const full: Device = { ...device, notes: { ...device.notes, setItem } };
  const first = open('ada', { device: full });
  await becomes(first, 'saved');
  type(first, ' world');
  expect(saving(first)).toBe('saving');
  await becomes(first, 'saved');
  isFull = false;
  const second = open('ada', { device: full });
  await becomes(second, 'saved');
  isFull = true;
  await world.stop();
  await becomes(second, 'offline');
  type(second, ' and more');
  expect(saving(second)).toBe('unsaved');
});

it('is read-only for a reader, and no longer when the right to write comes', async () => {
  world = await SyncWorld.open();
  world.rights.set('ada', 'read');
  const room = open('ada');
  await becomes(room, 'read-only');
  expect(room.view().readOnly).toBe('reader');
  world.rights.set('ada', 'write');
  world.sync.rightsChanged();
  await becomes(room, 'saved');
  expect(room.view().readOnly).toBe('no');
  type(room, '!');
  await eventually('it is stored', () => saving(room) === 'saved');
  expect(await world.stored()).toEqual(['Hello!']);
});

it.each([
  ['signed out', undefined, 'sign-in'],
  ['no longer allowed', 'none', 'no-longer-allowed'],
] as const)(
  'is refused with the reason when %s, and keeps the own text',
  async (_, right, reason) => {
    world = await SyncWorld.open();
    const room = open('ada');
    await becomes(room, 'saved');
    if (right) world.rights.set('ada', right);
    else world.rights.delete('ada');
    world.sync.rightsChanged();
    await eventually('the room is refused', () => room.view().refusal !== null);
    expect(room.view()).toMatchObject({ refusal: reason, saving: { kind: 'read-only' } });
    type(room, ' mine');
    expect(saving(room)).toBe('refused');
    expect(room.ownText()).toBe('Hello mine');
  },
);

it('says deleted of a chapter that goes while it is open, and sends the words when it is back', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  await world.setDeleted(true);
  // In the moment before the page hears of it.
  type(before, ' mine');
  await becomes(before, 'refused');
  expect(before.view()).toMatchObject({ refusal: 'deleted', hasUnsent: true, isKept: true });
  before.close();
  const gone = open('ada', { device });
  await becomes(gone, 'refused');
  expect(gone.view().refusal).toBe('not-found');
  gone.close();
  await world.setDeleted(false);
  const after = open('ada', { device });
  await becomes(after, 'saved');
  expect(await world.stored()).toEqual(['Hello mine']);
});

it('[SY27] never sends one person’s words as another’s who has signed in in the same browser', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  let signedIn = 'ada';
  const room = open('ada', { device, signedIn: () => signedIn });
  await becomes(room, 'saved');
  await world.stop();
  await becomes(room, 'offline');
  type(room, ' of Ada');
  signedIn = 'ben';
  await world.start();
  await becomes(room, 'refused');
  expect(room.view().refusal).toBe('sign-in');
  expect(await world.stored()).toEqual(['Hello']);
  room.close();
  const back = open('ada', { device });
  await becomes(back, 'saved');
  expect(await world.stored()).toEqual(['Hello of Ada']);
});

it('does not mix two histories: another epoch is refused, the next visit begins anew', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  before.close();
  await world.stop();
  await world.start();
  await world.database.db
    .updateTable('chapter_snapshot')
    .set({ epoch: new Uint8Array([9, 9]) })
    .execute();
  const refused = open('ada', { device });
  await becomes(refused, 'refused');
  expect(refused.view().refusal).toBe('other-history');
  expect(refused.ownText()).toBe('Hello');
  refused.close();
  const anew = open('ada', { device });
  await becomes(anew, 'saved');
  expect(paragraphsOf(anew.doc)).toEqual(['Hello']);
});

it('is not refused again, after a reload, for what was too large', async () => {
  world = await SyncWorld.open();
  const device = memoryDevice();
  const before = open('ada', { device });
  await becomes(before, 'saved');
  // One value, which cannot be cut.
  block(before).setAttribute('id', 'x'.repeat(9_000_000));
  await becomes(before, 'refused');
  expect(before.view().refusal).toBe('too-large');
  expect(before.ownText()).toBe('Hello');
  before.close();
  const after = open('ada', { device });
  await becomes(after, 'saved');
  type(after, ' world');
  await becomes(after, 'saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it.each(['at once', 'without a connection'])(
  'saves what is larger than a message, written %s',
  async (how) => {
    world = await SyncWorld.open();
    const room = open('ada', { device: memoryDevice() });
    await becomes(room, 'saved');
    if (how !== 'at once') await world.stop();
    const words = 'word and '.repeat(1_000_000);
    type(room, words);
    if (how !== 'at once') await world.start();
    await becomes(room, 'saved');
    expect((await world.stored())[0]).toBe(`Hello${words}`);
  },
);

it('[SY29] can still delete in a full chapter, and saves what it had refused when there is room', async () => {
  const blocks = [paragraph('a', 'Long. '.repeat(500)), paragraph('b', 'Short')];
  world = await SyncWorld.open({ blocks, limits: { chapterBytes: 2_500 } });
  const room = open('ada');
  await becomes(room, 'saved');
  type(room, ' and more', 1);
  await becomes(room, 'unsaved');
  expect(room.view()).toMatchObject({ readOnly: 'no', isFull: true });
  line(room).delete(0, 2_000);
  await becomes(room, 'saved');
  expect(room.view().isFull).toBe(false);
  expect((await world.stored())[1]).toBe('Short and more');
});

it('offers words that were typed into a block which somebody deleted at that moment', async () => {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ada = open('ada');
  const ben = open('ben');
  await becomes(ada, 'saved');
  await becomes(ben, 'saved');
  await world.stop();
  await becomes(ada, 'offline');
  type(ada, ' and mine', 0);
  ben.doc.getXmlFragment('default').delete(0, 1);
  await world.start();
  await eventually('the loss is offered', () => ada.view().dropped.length === 1);
  expect(ada.view().dropped.map(({ text }) => text)).toEqual([' and mine']);
  expect(ben.view().dropped).toEqual([]);
  const [loss] = ada.view().dropped;
  if (loss) ada.putBack(loss.key);
  expect(paragraphsOf(ada.doc)).toEqual([' and mine', 'Two']);
  expect(ada.view().dropped).toEqual([]);
  await becomes(ada, 'saved');
  expect(await world.stored()).toEqual([' and mine', 'Two']);
});

/** Ben, away since “One”, deletes the block to which Ada added “ and mine”; she has left by then. */
async function dropWhileAway(device: Device, { isSaved }: { isSaved: boolean }): Promise<void> {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ben = await world.connect('ben').synced();
  ben.disconnect();
  const ada = open('ada', { device });
  await becomes(ada, 'saved');
  if (!isSaved) await world.stop();
  type(ada, ' and mine', 0);
  await becomes(ada, isSaved ? 'saved' : 'offline-kept');
  ada.close();
  if (!isSaved) await world.start();
  ben.doc.getXmlFragment('default').delete(0, 1);
  ben.connect();
  const cleo = await world.connect('cleo').synced();
  await cleo.reads('Two');
}

it.each([{ isSaved: true }, { isSaved: false }])(
  'offers after a reload what went down while the page was closed: %o',
  async (written) => {
    const device = memoryDevice();
    await dropWhileAway(device, written);
    const after = open('ada', { device });
    await eventually('the loss is offered', () => after.view().dropped.length === 1);
    expect(after.view().dropped[0]?.text).toBe(' and mine');
    await becomes(after, 'saved');
    expect(await world.stored()).toEqual(['Two']);
  },
);

it('offers dropped words over reloads until they are put back or left out, and once', async () => {
  const device = memoryDevice();
  await dropWhileAway(device, { isSaved: true });
  const first = open('ada', { device });
  await eventually('the loss is offered', () => first.view().dropped.length === 1);
  first.close();
  const [one, two] = [open('ada', { device }), open('ada', { device })];
  await becomes(one, 'saved');
  await becomes(two, 'saved');
  const key = one.view().dropped[0]?.key ?? '';
  expect(two.view().dropped).toEqual([{ key, text: ' and mine' }]);
  one.putBack(key);
  two.putBack(key);
  expect(two.view().dropped).toEqual([]);
  await becomes(one, 'saved');
  expect(await world.stored()).toEqual([' and mine', 'Two']);
  const after = open('ada', { device });
  await becomes(after, 'saved');
  expect(after.view().dropped).toEqual([]);
});

it('offers dropped words on this page alone where there is no room to note them', async () => {
  const kept = memoryDevice();
  await dropWhileAway(kept, { isSaved: true });
  const setItem = (): void => {
    throw new Error('There is no room.');
  };
  const device: Device = { ...kept, notes: { ...kept.notes, setItem } };
  const room = open('ada', { device });
  await eventually('the loss is offered', () => room.view().dropped.length === 1);
  room.putBack(room.view().dropped[0]?.key ?? '');
  await eventually('it is back', () => paragraphsOf(room.doc)[0] === ' and mine');
});

it('[SY15] offers nothing that was deleted on purpose just before and just after a reconnect', async () => {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ben = open('ben');
  await becomes(ben, 'saved');
  type(ben, ' and mine');
  await becomes(ben, 'saved');
  let atOpening = (): void => undefined;
  const ada = open('ada', {
    wrap: (Socket) =>
      class extends Socket {
        // After the provider has heard of it, and before anything comes from the server.
        readonly heard = this.once('open', () => queueMicrotask(() => atOpening()));
      },
  });
  await becomes(ada, 'saved');
  await world.stop();
  await becomes(ada, 'offline');
  line(ada).delete('One'.length, ' and mine'.length);
  let isGone = false;
  atOpening = () => {
    if (!isGone) ada.doc.getXmlFragment('default').delete(0, 1);
    isGone = true;
  };
  await world.start();
  await eventually('the block is gone', () => paragraphsOf(ben.doc).join() === 'Two');
  await becomes(ada, 'saved');
  expect(ben.view().dropped).toEqual([]);
});

it('offers nothing when somebody deletes what they could read', async () => {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ada = open('ada');
  const ben = open('ben');
  await becomes(ada, 'saved');
  await becomes(ben, 'saved');
  type(ada, ' and mine', 0);
  await eventually('Ben has it', () => paragraphsOf(ben.doc)[0] === 'One and mine');
  ben.doc.getXmlFragment('default').delete(0, 1);
  await eventually('Ada has it', () => paragraphsOf(ada.doc).length === 1);
  expect(ada.view().dropped).toEqual([]);
});

it('offers what went down while away also when the copy comes late', async () => {
  const device = memoryDevice();
  await dropWhileAway(device, { isSaved: false });
  const release = device.delay();
  const after = open('ada', { device, copyFirstMs: 1 });
  await eventually('ready', () => after.view().isReady);
  release();
  await becomes(after, 'saved');
  expect(after.view().dropped.map(({ text }) => text)).toEqual([' and mine']);
});

/** Ada deletes the first block without a connection; Ben, who cannot know, writes in it. */
async function deleteWhileBenWrites(device: Device): Promise<OpenRoom> {
  world = await SyncWorld.open({ blocks: [paragraph('a', 'One'), paragraph('b', 'Two')] });
  const ada = open('ada', { device });
  await becomes(ada, 'saved');
  await world.stop();
  await becomes(ada, 'offline');
  ada.doc.getXmlFragment('default').delete(0, 1);
  await becomes(ada, 'offline-kept');
  ada.close();
  await world.start();
  const ben = open('ben');
  await becomes(ben, 'saved');
  type(ben, ' of Ben');
  await becomes(ben, 'saved');
  return ben;
}

it('[SY15] lets others have their words offered that a late copy takes down', async () => {
  const device = memoryDevice();
  const ben = await deleteWhileBenWrites(device);
  const release = device.delay();
  const ada = open('ada', { device, copyFirstMs: 1 });
  await eventually('ready', () => ada.view().isReady);
  release();
  await eventually('Ben is offered his words', () => ben.view().dropped.length === 1);
  expect(ben.view().dropped[0]?.text).toBe(' of Ben');
  await becomes(ada, 'saved');
  expect(await world.stored()).toEqual(['Two']);
});

it('[SY15] still knows after a reload that nobody deleted what others wrote', async () => {
  const device = memoryDevice();
  const ben = await deleteWhileBenWrites(device);
  world.rights.set('ada', 'read');
  const reader = open('ada', { device });
  await becomes(reader, 'unsaved');
  await eventually('all is in the copy', () => reader.view().isKept);
  reader.close();
  world.rights.set('ada', 'write');
  const writer = open('ada', { device });
  await becomes(writer, 'saved');
  await eventually('Ben is offered his words', () => ben.view().dropped.length === 1);
  expect(ben.view().dropped[0]?.text).toBe(' of Ben');
});

it('tells the server where its own caret is, and repeats nothing that it hears of others', async () => {
  world = await SyncWorld.open();
  const told: number[] = [];
  const ada = open('ada');
  const ben = open('ben', {
    wrap: (Socket) =>
      class extends Socket {
        override send(message: Uint8Array): void {
          const frame = parseFrame(message);
          if (frame.kind === 'awareness')
            told.push(...(readAwareness(frame.states, 9) ?? []).map(({ clientId }) => clientId));
          super.send(message);
        }
      },
  });
  await becomes(ada, 'saved');
  await becomes(ben, 'saved');
  ada.awareness.setLocalStateField('cursor', { at: 1 });
  const hisOfHer = () => ben.awareness.getStates().get(ada.doc.clientID)?.cursor;
  await eventually('Ben sees her', () => hisOfHer() !== undefined);
  ben.awareness.setLocalStateField('cursor', { at: 2 });
  await eventually('Ada sees him', () => ada.awareness.getStates().has(ben.doc.clientID));
  expect(new Set(told)).toEqual(new Set([ben.doc.clientID]));
});
