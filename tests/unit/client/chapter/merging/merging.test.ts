/** Words that go down in a merge: who is offered them back, and when. */
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { diskGate } from '#tests/support/disk-gate.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { type RoomPage, RoomWorld } from '#tests/support/room-world.ts';
import type { WorldOptions } from '#tests/support/sync-world.ts';

let world: RoomWorld;
afterEach(() => world.close());

/** A chapter of two paragraphs; the server makes a new snapshot of it every so many rows. */
const open = async (rows = 500, options: WorldOptions = {}): Promise<void> => {
  const blocks = [paragraph('a', 'One'), paragraph('b', 'Two')];
  const limits = { compaction: { rows, bytes: 1 << 20 } };
  world = await RoomWorld.open({ blocks, limits, ...options });
};

/** Somebody who goes on only when the server has taken what they did, on disk or not. */
async function atOnce(name: string) {
  const peer = await world.server.connectRaw(name);
  const doc = await peer.join();
  doc.on('update', (update: Uint8Array) => peer.send({ kind: 'update', update }));
  const fragment = doc.getXmlFragment('default');
  return {
    deletes: async (text: string): Promise<void> => {
      for (const line of fragment.createTreeWalker((one) => one instanceof Y.XmlText)) {
        const index = line.toString().indexOf(text);
        if (line instanceof Y.XmlText && index >= 0) line.delete(index, text.length);
      }
      expect(await peer.isAnswered()).toBe(true);
    },
    deletesFirstBlock: async (): Promise<void> => {
      fragment.delete(0, 1);
      expect(await peer.isAnswered()).toBe(true);
    },
  };
}

it('offers words that were typed into a block which somebody deleted at that moment', async () => {
  await open();
  const [ada, ben] = [await world.savedPage('ada'), await world.savedPage('ben')];
  await world.goesAway(ada, ben);
  ada.type(' and mine');
  ben.deleteBlock();
  await world.comesBack();
  await ada.isOffered(' and mine');
  expect(ben.offered).toEqual([]);
  ada.putBackFirst();
  expect(ada.paragraphs).toEqual([' and mine', 'Two']);
  expect(ada.offered).toEqual([]);
  await ada.becomes('saved');
  expect(await world.stored()).toEqual([' and mine', 'Two']);
});

it('offers nothing when somebody deletes what they could read', async () => {
  await open();
  const [ada, ben] = [await world.savedPage('ada'), await world.savedPage('ben')];
  ada.type(' and mine');
  await ben.reads('One and mine', 'Two');
  ben.deleteBlock();
  await ada.reads('Two');
  expect(ada.offered).toEqual([]);
});

it('[SY15] offers nothing that was deleted on purpose just before and just after a reconnect', async () => {
  await open();
  const ben = await world.savedPage('ben');
  ben.type(' and mine');
  await ben.becomes('saved');
  let atOpening = (): void => undefined;
  const ada = await world.savedPage('ada', {
    wrap: (Socket) =>
      class extends Socket {
        // After the provider has heard of it, and before anything comes from the server.
        readonly heard = this.once('open', () => queueMicrotask(() => atOpening()));
      },
  });
  await world.goesAway(ada);
  ada.line().delete('One'.length, ' and mine'.length);
  let isGone = false;
  atOpening = () => {
    if (!isGone) ada.deleteBlock();
    isGone = true;
  };
  await world.comesBack();
  await ben.reads('Two');
  await ada.becomes('saved');
  expect(ben.offered).toEqual([]);
});

it('[SY31] offers nothing that was deleted on purpose in one tick with its block, before it', async () => {
  const disk = diskGate();
  await open(500, { wrap: disk.wrap });
  const ben = await world.savedPage('ben');
  ben.type(' and mine');
  await ben.becomes('saved');
  const [ada, cleo] = [await atOnce('ada'), await atOnce('cleo')];
  disk.hold();
  ben.type('!', 1);
  await eventually('a commit is under way', () => disk.heldCount() === 1);
  // What is accepted from here on is one tick, and Cleo is the first to be heard in it.
  await cleo.deletes('wo');
  await ada.deletes(' and mine');
  await cleo.deletesFirstBlock();
  disk.let();
  await ben.reads('T!');
  expect(ben.offered).toEqual([]);
});

describe('of a page that was closed', () => {
  interface Dropped {
    /** Whether the server had her words on disk. */
    readonly isSaved: boolean;
    readonly rows?: number;
  }

  /** Ben, away since “One”, deletes the block to which Ada added “ and mine”; she has left by then. */
  async function dropWhileAway({ isSaved, rows }: Dropped): Promise<void> {
    await open(rows);
    const ben = await world.server.connect('ben').synced();
    ben.disconnect();
    if (isSaved) {
      const ada = await world.savedPage('ada');
      ada.type(' and mine');
      await ada.becomes('saved');
      ada.close();
    } else {
      await world.leavesUnsent('ada', (page) => page.type(' and mine'));
      await world.comesBack();
    }
    ben.doc.getXmlFragment('default').delete(0, 1);
    ben.connect();
    const cleo = await world.server.connect('cleo').synced();
    await cleo.reads('Two');
  }

  it.each<Dropped>([{ isSaved: true }, { isSaved: false }, { isSaved: true, rows: 1 }])(
    'offers on the next visit what went down: %o',
    async (written) => {
      await dropWhileAway(written);
      const after = world.page('ada');
      await after.isOffered(' and mine');
      await after.becomes('saved');
      expect(await world.stored()).toEqual(['Two']);
    },
  );

  it.each<Dropped>([{ isSaved: true }, { isSaved: false }, { isSaved: true, rows: 1 }])(
    'offers it also when the copy comes after the server’s text: %o',
    async (written) => {
      await dropWhileAway(written);
      const { page, copyComes } = await world.latePage('ada');
      copyComes();
      await page.isOffered(' and mine');
      await page.becomes('saved');
      expect(await world.stored()).toEqual(['Two']);
    },
  );

  it('offers it over reloads until it is put back or left out, and once', async () => {
    await dropWhileAway({ isSaved: true });
    const first = world.page('ada');
    await first.isOffered(' and mine');
    first.close();
    const [one, two] = [await world.savedPage('ada'), await world.savedPage('ada')];
    expect(two.view.dropped).toEqual(one.view.dropped);
    const key = one.view.dropped[0]?.key ?? '';
    one.room.putBack(key);
    two.room.putBack(key);
    expect(two.offered).toEqual([]);
    await one.becomes('saved');
    expect(await world.stored()).toEqual([' and mine', 'Two']);
    const after = await world.savedPage('ada');
    expect(after.offered).toEqual([]);
  });

  it('offers it on this page alone where there is no room to note it', async () => {
    await dropWhileAway({ isSaved: true });
    const setItem = (): void => {
      throw new Error('There is no room.');
    };
    const { notes } = world.device;
    const page = world.page('ada', { device: { ...world.device, notes: { ...notes, setItem } } });
    await page.isOffered(' and mine');
    page.putBackFirst();
    await page.reads(' and mine', 'Two');
  });
});

describe('of others, in a block deleted without a connection', () => {
  /** Ada deletes the first block and leaves; Ben, who cannot know, writes in it. */
  async function deleteWhileBenWrites(): Promise<RoomPage> {
    await open();
    await world.leavesUnsent('ada', (page) => page.deleteBlock());
    await world.comesBack();
    const ben = await world.savedPage('ben');
    ben.type(' of Ben');
    return ben.becomes('saved');
  }

  it('[SY15] offers them their words also when the copy comes late', async () => {
    const ben = await deleteWhileBenWrites();
    const { page, copyComes } = await world.latePage('ada');
    copyComes();
    await ben.isOffered(' of Ben');
    await page.becomes('saved');
    expect(await world.stored()).toEqual(['Two']);
  });

  it('[SY15] still knows after a reload that nobody deleted them', async () => {
    const ben = await deleteWhileBenWrites();
    world.server.rights.set('ada', 'read');
    const reader = await world.page('ada').becomes('unsaved');
    await eventually('all is in the copy', () => reader.view.isKept);
    reader.close();
    world.server.rights.set('ada', 'write');
    await world.savedPage('ada');
    await ben.isOffered(' of Ben');
  });
});
