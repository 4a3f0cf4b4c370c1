/**
 * The door to the bytes that do not belong in a database: pictures and finished exports. A file is
 * named by the SHA-256 of its bytes, so that it is stored once and never changes.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull } from '#server/lib/is-disk-full.ts';
import { makeFolder } from '#server/lib/make-folder.ts';
import { notWritable } from '#server/lib/not-writable.ts';
import { sha256 } from '#server/lib/sha256.ts';
import { writeWhole } from '#server/lib/write-whole.ts';
import { AppError } from '#shared/errors.ts';
import type { Hash } from '#shared/ids.ts';

/** Bytes by their SHA-256. */
export interface Files {
  /** Resolves with the file's name once its bytes are on disk for good. */
  put(bytes: Uint8Array): Promise<Hash>;
  /** Undefined when there is no such file. */
  get(hash: Hash): Promise<Uint8Array | undefined>;
  /** Where the file lies, or would lie, for readers that want a path. */
  path(hash: Hash): string;
}

/** Keeps files under `folder`, which is made when missing. @throws StartError when it cannot be. */
export async function openFiles(folder: string): Promise<Files> {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw notWritable(folder, cause);
  }
  /** By the first two digits, so that no folder grows too large to list. */
  const folderOf = (hash: Hash) => join(folder, hash.slice(0, 2));
  const path = (hash: Hash) => join(folderOf(hash), hash);

  return {
    put: async (bytes) => {
      const hash = sha256(bytes);
      if (await isWhole(path(hash), hash)) return hash;
      try {
        await mkdir(folderOf(hash), { recursive: true });
        await writeWhole(path(hash), bytes, { mode: 0o600 });
        await syncFolder(folderOf(hash));
        await syncFolder(folder);
      } catch (cause) {
        throw new AppError('unavailable', sentenceOf(cause), { cause });
      }
      return hash;
    },
    get: (hash) =>
      readFile(path(hash)).then(
        (bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined;
          throw new AppError('unavailable', sentenceOf(error), { cause: error });
        },
      ),
    path,
  };
}

/** A file got its name when its bytes were on disk; whether they still are, only reading tells. */
async function isWhole(path: string, hash: Hash): Promise<boolean> {
  const found = await readFile(path).catch(() => undefined);
  return found !== undefined && sha256(found) === hash;
}

/** Makes names in a folder last. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

function sentenceOf(cause: unknown): string {
  return isDiskFull(cause)
    ? 'The disk is full: the file was not kept. Free some space and try again.'
    : 'The folder for files does not answer: the file was not kept. Try again in a moment.';
}
