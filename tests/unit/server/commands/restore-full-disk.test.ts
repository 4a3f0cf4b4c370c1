/** A restore on a disk of a few megabytes that fills up. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databasePath } from '#server/db/db.ts';
import { canMount } from '#tests/support/can-mount.ts';
import { type CommandWorld, commandWorld, peopleIn } from '#tests/support/command-world.ts';
import { keepPicture } from '#tests/support/keep-picture.ts';

const PICTURE_BYTES = 3_000_000;
/** Less than a database without text has, more than anything beside it. */
const SOME_BYTES = 150_000;

let world: CommandWorld;
let disk: string | undefined;
beforeEach(async () => {
  world = await commandWorld();
});
afterEach(async () => {
  if (disk) execFileSync('umount', [disk]);
  disk = undefined;
  await world.remove();
});

it.skipIf(!canMount)(
  'says that the disk is full, wherever in a restore it is, and leaves all as it was',
  async () => {
    await writeFile(join(world.folder, 'shop.md'), '# Shop\n\nText.\n');
    await world.run('import', 'shop.md');
    const bytes = randomBytes(PICTURE_BYTES);
    await world.use((product) => keepPicture(product, { name: 'door.png', bytes }));
    await world.run('backup', 'other.b');
    const { size } = await stat(join(world.folder, 'other.b'));
    await rm(world.dataDir, { recursive: true });

    await mkdir(world.dataDir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'none', world.dataDir]);
    disk = world.dataDir;
    await world.run('user', 'add', 'precious@example.org');
    const filler = join(world.dataDir, 'filler');
    const leave = async (room: number) => {
      await rm(filler, { force: true });
      const { bavail, bsize } = await statfs(world.dataDir);
      await writeFile(filler, Buffer.alloc(bavail * bsize - room));
    };
    const all = async () => {
      const found = await readdir(world.dataDir, { recursive: true, withFileTypes: true });
      return found.filter((entry) => entry.isFile()).map(({ name }) => name);
    };

    // The backup's copy does not fit; its picture does not, beside that; its database does not.
    for (const room of [size, size + PICTURE_BYTES, size + PICTURE_BYTES + 2 * SOME_BYTES]) {
      await leave(room - SOME_BYTES);
      const before = await all();
      await expect(world.restore('other.b')).rejects.toMatchObject({
        name: 'StartError',
        message: `The disk of the data folder ${world.dataDir} is full: nothing was restored, and what was there is as it was. Free some space and try again.`,
      });
      expect(await all()).toEqual(before);
      expect(peopleIn(databasePath(world.dataDir))).toEqual(['precious@example.org']);
    }

    await rm(filler);
    expect((await world.restore('other.b')).isFailure).toBeUndefined();
    expect(await world.run('verify')).toEqual({ lines: ['Everything fits together.'] });
  },
);
