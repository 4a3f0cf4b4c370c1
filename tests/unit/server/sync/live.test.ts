import { afterEach, expect, it } from 'vitest';
import { SyncWorld } from '#tests/support/sync-world.ts';

let world: SyncWorld;
afterEach(() => world.close());

it('[SY1] two stock clients write together and the stored bytes say the same', async () => {
  world = await SyncWorld.open();
  const ada = await world.connect('ada').synced();
  const ben = await world.connect('ben').synced();
  expect(ada.paragraphs()).toEqual(['Hello']);
  ada.type(' world');
  await ben.reads('Hello world');
  ben.type('!');
  await ada.reads('Hello world!');
  expect(await world.stored()).toEqual(['Hello world!']);
});
