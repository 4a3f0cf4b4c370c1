import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Files, openFiles } from '#server/files/files.ts';
import { sha256 } from '#server/lib/sha256.ts';
import type { Hash } from '#shared/ids.ts';

let folder: string;
let files: Files;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-files-'));
  files = await openFiles(join(folder, 'files'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const names = async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

it('names a file by its SHA-256 and gives its bytes back', async () => {
  const bytes = new TextEncoder().encode('abc');
  const hash = await files.put(bytes);
  expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await files.get(hash)).toEqual(bytes);
  expect(await names()).toEqual([hash]);
});

it('keeps the same bytes once, also when they come twice at the same time', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 7);
  const hashes = await Promise.all([files.put(bytes), files.put(bytes), files.put(bytes)]);
  expect(new Set(hashes)).toEqual(new Set([sha256(bytes)]));
  expect(await names()).toEqual([sha256(bytes)]);
});

it('has nothing under a name that was never given', async () => {
  expect(await files.get('0'.repeat(64) as Hash)).toBeUndefined();
});

it('keeps an empty file', async () => {
  const hash = await files.put(new Uint8Array());
  expect(await files.get(hash)).toEqual(new Uint8Array());
});

it('gives a file its bytes again that the disk has lost, when they come again', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const hash = await files.put(bytes);
  await writeFile(files.path(hash), Uint8Array.of(1, 2, 4));
  await files.put(bytes);
  expect(await files.get(hash)).toEqual(bytes);
});

it('says that a file was not kept when it cannot be written, and leaves nothing behind', async () => {
  const bytes = Uint8Array.of(1);
  const place = files.path(sha256(bytes));
  // A folder stands where the file would go: renaming onto it fails, as root too.
  await mkdir(join(place, 'in the way'), { recursive: true });
  await expect(files.put(bytes)).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' });
  expect(await names()).toEqual([]);
});

it('says in one line that a file stands where its folder should be', async () => {
  const path = join(folder, 'a file');
  await writeFile(path, '');
  await expect(openFiles(path)).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/^[^\n]*a file cannot be written \(EEXIST\): move away [^\n]*$/),
  });
});
