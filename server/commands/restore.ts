import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { assertNotNewer, databasePath, setAside } from '#server/db/db.ts';
import { type Files, openFiles } from '#server/files/files.ts';
import { sha256 } from '#server/lib/sha256.ts';
import { StartError } from '#server/lib/start-error.ts';
import type { Hash } from '#shared/ids.ts';
import type { Answer, Typed } from './command.ts';
import { readWords } from './read-words.ts';
import { findFile, listFilesOfCopy } from './stored-files.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.restore;

/**
 * Replaces what a data folder holds by a backup; what it held is kept beside it. The caller holds the
 * folder's lock. Chapters get a new epoch: a browser that was open since must not mix what it knows
 * with what the backup says. A file that the backup holds damaged or not at all voids nothing: the
 * rest is restored, and the command fails and says what is not there.
 * @throws StartError when the file is not a whole backup, or one of a newer version; the folder is then
 * as it was.
 */
export async function restore(dataDir: string, { words, folder }: Typed): Promise<Answer> {
  const { positionals } = readWords(words, { usage, count: 1, options: {} });
  const file = resolve(folder, positionals[0] ?? '');
  const part = `${databasePath(dataDir)}.part`;
  await mkdir(dataDir, { recursive: true });
  await copyFile(file, part).catch((cause) => {
    throw new StartError(`${file} cannot be read: ${cause.message}`, { cause });
  });
  try {
    const { fileCount, faults } = await unpack(part, join(dataDir, 'files'), file);
    const kept = await setAside(databasePath(dataDir));
    await rename(part, databasePath(dataDir));
    const lines = [`Restored from ${file}, with ${fileCount} files.`];
    if (kept.length > 0) lines.push(`What was here before: ${kept.join(', ')}`);
    if (faults.length === 0) return { lines };
    return {
      lines: [...lines, 'Not restored, since the backup does not hold them whole:', ...faults],
      isFailure: true,
    };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

interface Unpacked {
  readonly fileCount: number;
  /** A line for each file that the database speaks of and that is nowhere whole. */
  readonly faults: readonly string[];
}

/** Takes the files out of the copied backup and makes a plain database of it. */
async function unpack(path: string, folder: string, name: string): Promise<Unpacked> {
  const copy = openBackup(path, name);
  try {
    const unpacked = await unpackFiles(copy, await openFiles(folder));
    copy.exec('drop table backup_file; update chapter_snapshot set epoch = randomblob(8); vacuum');
    return unpacked;
  } finally {
    copy.close();
  }
}

async function unpackFiles(copy: Sqlite.Database, files: Files): Promise<Unpacked> {
  const rows = copy.prepare<[], { hash: Hash; bytes: Buffer }>('select * from backup_file');
  const whole = new Set<Hash>();
  // One after the other: all of them at once need not fit into memory.
  for (const { hash, bytes } of rows.iterate())
    if (sha256(bytes) === hash) whole.add(await files.put(bytes));
  const faults: string[] = [];
  for (const file of listFilesOfCopy(copy)) {
    // What the backup lacks may lie in the folder already.
    const found = whole.has(file.hash) ? undefined : await findFile(files, file);
    if (found?.kind === 'faulty') faults.push(found.fault);
  }
  return { fileCount: whole.size, faults };
}

function openBackup(path: string, name: string): Sqlite.Database {
  const copy = new Sqlite(path);
  try {
    assertNotNewer(stepsOf(copy, name));
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

/** The steps that its database has come through. @throws StartError when it is not a whole backup. */
function stepsOf(copy: Sqlite.Database, name: string): string[] {
  try {
    copy.pragma('journal_mode = delete');
    copy.pragma('synchronous = full');
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('damaged');
    copy.prepare('select hash from backup_file limit 1').all();
    return copy.prepare<[], string>('select name from migration order by name').pluck().all();
  } catch (cause) {
    throw new StartError(`${name} is not a whole backup of Commonbook.`, { cause });
  }
}
