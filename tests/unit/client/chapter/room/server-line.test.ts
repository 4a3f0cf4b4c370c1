/** What goes over the line, and what the page says and keeps when the server refuses it. */
import { afterEach, expect, it } from 'vitest';
import { parseFrame, readAwareness } from '#shared/protocol/protocol.ts';
import { eventually } from '#tests/support/eventually.ts';
import { RoomWorld } from '#tests/support/room-world.ts';

let world: RoomWorld;
afterEach(() => world.close());

it.each([
  ['signed out', undefined, 'sign-in'],
  ['no longer allowed', 'none', 'no-longer-allowed'],
] as const)(
  'is refused with the reason when %s, and keeps the own text',
  async (_, right, reason) => {
    world = await RoomWorld.open();
    const ada = await world.savedPage('ada');
    if (right) world.server.rights.set('ada', right);
    else world.server.rights.delete('ada');
    world.server.sync.rightsChanged();
    await ada.becomes('read-only');
    expect(ada.view.refusal).toBe(reason);
    ada.type(' mine');
    expect(ada.saving).toBe('refused');
    expect(ada.room.ownText()).toBe('Hello mine');
  },
);

it('says deleted of a chapter that goes while it is open, and sends the words when it is back', async () => {
  world = await RoomWorld.open();
  const before = await world.savedPage('ada');
  await world.server.setDeleted(true);
  // In the moment before the page hears of it.
  before.type(' mine');
  await before.becomes('refused');
  expect(before.view).toMatchObject({ refusal: 'deleted', hasUnsent: true, isKept: true });
  before.close();
  const gone = await world.page('ada').becomes('refused');
  expect(gone.view.refusal).toBe('not-found');
  gone.close();
  await world.server.setDeleted(false);
  await world.savedPage('ada');
  expect(await world.stored()).toEqual(['Hello mine']);
});

it('[SY27] never sends one person’s words as another’s who has signed in in the same browser', async () => {
  world = await RoomWorld.open();
  let signedIn = 'ada';
  const ada = await world.savedPage('ada', { signedIn: () => signedIn });
  await world.goesAway(ada);
  ada.type(' of Ada');
  signedIn = 'ben';
  await world.comesBack();
  await ada.becomes('refused');
  expect(ada.view.refusal).toBe('sign-in');
  expect(await world.stored()).toEqual(['Hello']);
  ada.close();
  await world.savedPage('ada');
  expect(await world.stored()).toEqual(['Hello of Ada']);
});

it('does not mix two histories: another epoch is refused, the next visit begins anew', async () => {
  world = await RoomWorld.open();
  const before = await world.savedPage('ada');
  before.close();
  await world.server.restart();
  await world.server.database.db
    .updateTable('chapter_snapshot')
    .set({ epoch: new Uint8Array([9, 9]) })
    .execute();
  const refused = await world.page('ada').becomes('refused');
  expect(refused.view.refusal).toBe('other-history');
  expect(refused.room.ownText()).toBe('Hello');
  refused.close();
  const anew = await world.savedPage('ada');
  expect(anew.paragraphs).toEqual(['Hello']);
});

it('is not refused again, after a reload, for what was too large', async () => {
  world = await RoomWorld.open();
  const before = await world.savedPage('ada');
  // One value, which cannot be cut.
  before.block().setAttribute('id', 'x'.repeat(9_000_000));
  await before.becomes('refused');
  expect(before.view.refusal).toBe('too-large');
  expect(before.room.ownText()).toBe('Hello');
  before.close();
  const after = await world.savedPage('ada');
  after.type(' world');
  await after.becomes('saved');
  expect(await world.stored()).toEqual(['Hello world']);
});

it('tells the server where its own caret is, and repeats nothing that it hears of others', async () => {
  world = await RoomWorld.open();
  const told: number[] = [];
  const ada = await world.savedPage('ada');
  const ben = await world.savedPage('ben', {
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
  const [hers, his] = [ada.room.awareness, ben.room.awareness];
  hers.setLocalStateField('cursor', { at: 1 });
  await eventually('Ben sees her', () => his.getStates().get(hers.clientID)?.cursor !== undefined);
  his.setLocalStateField('cursor', { at: 2 });
  await eventually('Ada sees him', () => hers.getStates().has(his.clientID));
  expect(new Set(told)).toEqual(new Set([his.clientID]));
});
