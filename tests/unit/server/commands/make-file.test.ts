import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFile } from '#server/commands/make-file.ts';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'commonbook-make-file-')));
  dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'files', 'ab'), { recursive: true });
  for (const name of OWN) await writeFile(join(dataDir, name), name);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const OWN = [
  'commonbook.sqlite',
  'commonbook.sqlite-wal',
  'commonbook.sqlite-shm',
  'commonbook.sqlite.before-restore',
  'commonbook.sqlite.before-restore-2-wal',
  'lock',
  'lock.sqlite',
  'files/ab/abcd',
];

const make = (file: string) => makeFile(file, dataDir, (part) => writeFile(part, 'new'));

async function isRefused(file: string): Promise<void> {
  await expect(make(file)).rejects.toThrow(
    /^[^\n]* belongs to the data folder [^\n]*: choose another [^\n]*\.$/,
  );
  for (const name of OWN) expect(await readFile(join(dataDir, name), 'utf8')).toBe(name);
}

it.each([...OWN, 'files', 'files/new', 'commonbook.sqlite.part', 'commonbook.sqlite-journal'])(
  'refuses %s, which the product keeps or may keep',
  (name) => isRefused(join(dataDir, name)),
);

it('refuses it by whatever way it is spelled', async () => {
  await isRefused(join(dataDir, 'files', '..', 'commonbook.sqlite'));
  await symlink(dataDir, join(folder, 'other-way'));
  await isRefused(join(folder, 'other-way', 'commonbook.sqlite'));
  await isRefused(join(folder, 'other-way', 'files', 'new-folder', 'new'));
  await symlink(join(dataDir, 'commonbook.sqlite'), join(folder, 'symbolic'));
  await isRefused(join(folder, 'symbolic'));
  await link(join(dataDir, 'commonbook.sqlite'), join(folder, 'hard'));
  await isRefused(join(folder, 'hard'));
});

it('refuses the folder of files where it lies on another disk', async () => {
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await rm(join(dataDir, 'files'), { recursive: true });
  await symlink(elsewhere, join(dataDir, 'files'));
  await expect(make(join(elsewhere, 'new'))).rejects.toThrow('belongs to the data folder');
});

it('makes what stands elsewhere, also beside what the product keeps', async () => {
  for (const file of [join(folder, 'out'), join(dataDir, 'backups', 'locked'), `${dataDir}-2`]) {
    await make(file);
    expect(await readFile(file, 'utf8')).toBe('new');
  }
});

it('leaves what was there, and nothing half, when it fails', async () => {
  const file = join(folder, 'out');
  await writeFile(file, 'old');
  const failing = makeFile(file, dataDir, async (part) => {
    await writeFile(part, 'half');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  await expect(failing).rejects.toThrow(`${file} cannot be written: no space left on device`);
  expect(await readFile(file, 'utf8')).toBe('old');
  expect((await readdir(folder)).sort()).toEqual(['data', 'out']);
});
