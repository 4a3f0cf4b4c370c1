import { appendFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listFiles, type NamedFile } from '#server/commands/stored-files.ts';
import { databasePath } from '#server/db/db.ts';
import { type CommandWorld, commandWorld, peopleIn } from '#tests/support/command-world.ts';
import { keepPicture } from '#tests/support/keep-picture.ts';

let world: CommandWorld;
let named: readonly NamedFile[];
beforeEach(async () => {
  world = await commandWorld();
  await writeFile(join(world.folder, 'shop.md'), '# Shop\n\nText.\n');
  await world.run('import', 'shop.md');
  named = await world.use(async (product) => {
    for (const name of ['apples.png', 'bread.png', 'cheese.png', 'door.png'])
      await keepPicture(product, { name, bytes: new TextEncoder().encode(name) });
    return listFiles(product.database.db);
  });
});
afterEach(() => world.remove());

function fileAt(index: number) {
  const { hash, name } = named[index] ?? { hash: '', name: '' };
  const path = join(world.dataDir, 'files', hash.slice(0, 2), hash);
  return { hash, path, line: (reason: string) => `file ${hash} (${name}): ${reason}` };
}

const fits = { lines: ['Everything fits together.'] };

it('backs up what is whole beside damaged files, says which are not in it, and restores it', async () => {
  const [longer, missing, folder] = [fileAt(0), fileAt(1), fileAt(2)];
  await appendFile(longer.path, '0123456789');
  await rm(missing.path);
  await rm(folder.path);
  await mkdir(folder.path);
  expect(await world.run('backup', 'all.b')).toEqual({
    lines: [
      `Backed up to ${join(world.folder, 'all.b')}, with ${named.length - 3} files.`,
      'Not in it, since they are damaged or missing here:',
      longer.line('it has other bytes'),
      missing.line('it is missing'),
      folder.line('it cannot be read (EISDIR)'),
    ],
    isFailure: true,
  });

  await rm(world.dataDir, { recursive: true });
  const faults = [longer, missing, folder].map(({ line }) => line('it is missing'));
  expect(await world.restore('all.b')).toEqual({
    lines: [
      `Restored from ${join(world.folder, 'all.b')}, with ${named.length - 3} files.`,
      'Not restored, since the backup does not hold them whole:',
      ...faults,
    ],
    isFailure: true,
  });
  expect(await world.run('verify')).toEqual({ lines: faults, isFailure: true });
});

it('keeps the bytes that only the backup holds which it replaces', async () => {
  await world.run('backup', 'all.b');
  await rm(fileAt(0).path);
  await writeFile(fileAt(1).path, 'other bytes');
  const kept = [fileAt(0).line('it is missing'), fileAt(1).line('it has other bytes')];
  const answer = {
    lines: [
      `Backed up to ${join(world.folder, 'all.b')}, with ${named.length} files.`,
      'Damaged or missing here, and kept from the backup that it replaces:',
      ...kept,
    ],
    isFailure: true,
  };
  // Again and again, as every night.
  for (const _night of [1, 2]) expect(await world.run('backup', 'all.b')).toEqual(answer);
  await world.restore('all.b');
  expect(await world.run('verify')).toEqual(fits);
});

it('takes nothing from what is no backup, or holds other bytes, under its name', async () => {
  const { hash, path, line } = fileAt(0);
  await rm(path);
  await writeFile(join(world.folder, 'all.b'), 'no backup, and long enough to tell'.repeat(9));
  const answer = await world.run('backup', 'all.b');
  const archive = new Sqlite(join(world.folder, 'all.b'));
  archive.prepare("insert into backup_file values (?, x'00')").run(hash);
  archive.close();
  expect(await world.run('backup', 'all.b')).toEqual(answer);
  expect(answer.lines.at(-1)).toBe(line('it is missing'));
});

it('misses no file on restore that the data folder still has whole', async () => {
  const { path } = fileAt(0);
  const bytes = await readFile(path);
  await rm(path);
  expect((await world.run('backup', 'all.b')).isFailure).toBe(true);
  await writeFile(path, bytes);
  expect((await world.restore('all.b')).isFailure).toBeUndefined();
  expect(await world.run('verify')).toEqual(fits);
});

it('gives files their bytes again that the data folder has lost', async () => {
  await world.run('backup', 'all.b');
  const bytes = await readFile(fileAt(0).path);
  await writeFile(fileAt(0).path, bytes.fill(0));
  await rm(fileAt(1).path);
  expect((await world.restore('all.b')).isFailure).toBeUndefined();
  expect(await world.run('verify')).toEqual(fits);
});

it('restores the rest of a backup in which a file’s bytes were changed', async () => {
  await world.run('backup', 'all.b');
  const archive = new Sqlite(join(world.folder, 'all.b'));
  archive.prepare("update backup_file set bytes = x'00' where hash = ?").run(fileAt(0).hash);
  archive.close();
  await rm(world.dataDir, { recursive: true });
  const { lines, isFailure } = await world.restore('all.b');
  expect(isFailure).toBe(true);
  expect(lines[0]).toContain(`with ${named.length - 1} files.`);
  expect(lines.slice(1)).toEqual([
    'Not restored, since the backup does not hold them whole:',
    fileAt(0).line('it is missing'),
  ]);
});

it('restores nothing of a backup that was cut', async () => {
  await world.run('user', 'add', 'ana@example.org');
  await world.run('backup', 'all.b');
  const file = join(world.folder, 'all.b');
  await truncate(file, (await readFile(file)).length - 8_192);
  await world.run('user', 'add', 'ben@example.org');
  await expect(world.restore('all.b')).rejects.toThrow(`${file} is not a whole backup`);
  const people = ['ana@example.org', 'ben@example.org'];
  expect(peopleIn(databasePath(world.dataDir))).toEqual(people);
});
