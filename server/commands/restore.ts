import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasePath, setAside } from '#server/db/db.ts';
import { isDiskFull } from '#server/lib/is-disk-full.ts';
import { hasText, reasonOf } from '#server/lib/reason-of.ts';
import { StartError } from '#server/lib/start-error.ts';
import { makeWhole } from '#server/lib/write-whole.ts';
import type { Answer, Typed } from './command.ts';
import { readWords } from './read-words.ts';
import { typedPath } from './typed-path.ts';
import { type Unpacked, unpackBackup } from './unpack-backup.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.restore;

/**
 * Replaces what a data folder holds by a backup; what it held is kept beside it. The caller holds the
 * folder's lock. A file that the backup holds damaged or not at all voids nothing: the rest is
 * restored, and the command fails and says what is not there.
 * @throws StartError when the file is not a whole backup, or one of a newer version, or when the disk
 * is full; the folder then holds what it held.
 */
export async function restore(dataDir: string, { words, folder }: Typed): Promise<Answer> {
  const { positionals } = readWords(words, { usage, count: 1, options: {} });
  const file = typedPath(positionals[0], { folder, usage });
  try {
    const unpacked = await unpackBeside(dataDir, file);
    const kept = await setAside(databasePath(dataDir));
    await rename(nextPath(dataDir), databasePath(dataDir));
    return told(file, unpacked, kept);
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause;
    throw new StartError(
      `The disk of the data folder ${dataDir} is full: nothing was restored, and what was there is as it was. Free some space and try again.`,
      { cause },
    );
  }
}

/** Where the backup's database waits until it takes the place of the other one. */
function nextPath(dataDir: string): string {
  return `${databasePath(dataDir)}.next`;
}

async function unpackBeside(dataDir: string, file: string): Promise<Unpacked> {
  const copy = `${databasePath(dataDir)}.part`;
  let unpacked: Unpacked = { fileCount: 0, faults: [] };
  try {
    await mkdir(dataDir, { recursive: true });
    await copyFile(file, copy).catch((cause) => refuse(file, cause));
    await makeWhole(nextPath(dataDir), async (database) => {
      const folder = join(dataDir, 'files');
      unpacked = await unpackBackup({ name: file, copy, folder, database });
    });
    return unpacked;
  } finally {
    await rm(copy, { force: true });
  }
}

function refuse(file: string, cause: unknown): never {
  if (isDiskFull(cause)) throw cause;
  const reason = hasText(cause, 'code') ? cause.code : reasonOf(cause);
  throw new StartError(
    `${file} cannot be read (${reason}): name a file that "commonbook backup FILE" has made.`,
    { cause },
  );
}

function told(file: string, { fileCount, faults }: Unpacked, kept: readonly string[]): Answer {
  const lines = [`Restored from ${file}, with ${fileCount} files.`];
  if (kept.length > 0) lines.push(`What was here before: ${kept.join(', ')}`);
  if (faults.length === 0) return { lines };
  return {
    lines: [...lines, 'Not restored, since the backup does not hold them whole:', ...faults],
    isFailure: true,
  };
}
