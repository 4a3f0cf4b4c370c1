/** A server of its own process for the power trial: `FOLDER full|normal`. Prints its port. */
import { SyncWorld } from '#tests/support/sync-world.ts';

const [, , folder, synchronous] = process.argv;
if (folder === undefined) throw new Error('Say where the data lies.');
const world = await SyncWorld.open({
  folder,
  synchronous: synchronous === 'normal' ? 'normal' : 'full',
});
console.log(`port ${world.port}`);
