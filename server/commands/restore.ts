import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databasePath, setAside } from '#server/db/db.ts';
import { openFiles } from '#server/files/files.ts';
import { StartError } from '#server/lib/start-error.ts';
import type { Hash } from '#shared/ids.ts';
import type { Answer, Typed } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.restore;

/**
 * Replaces what a data folder holds by a backup; what it held is kept beside it. The caller holds the
 * folder's lock. Chapters get a new epoch: a browser that was open since must not mix what it knows
 * with what the backup says.
 * @throws StartError when the file is not a whole backup; the folder is then as it was.
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
    const fileCount = await unpack(part, join(dataDir, 'files'), file);
    const kept = await setAside(databasePath(dataDir));
    await rename(part, databasePath(dataDir));
    const lines = [`Restored from ${file}, with ${fileCount} files.`];
    if (kept.length > 0) lines.push(`What was here before: ${kept.join(', ')}`);
    return { lines };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Takes the files out of the copied backup and makes a plain database of it. */
async function unpack(path: string, folder: string, name: string): Promise<number> {
  const copy = openBackup(path, name);
  try {
    const files = await openFiles(folder);
    const rows = copy.prepare<[], { hash: Hash; bytes: Buffer }>('select * from backup_file');
    let fileCount = 0;
    for (const { hash, bytes } of rows.all()) {
      if ((await files.put(bytes)) !== hash)
        throw new StartError(`${name} is damaged: the file ${hash} in it has other bytes.`);
      fileCount += 1;
    }
    copy.exec('drop table backup_file; update chapter_snapshot set epoch = randomblob(8); vacuum');
    return fileCount;
  } finally {
    copy.close();
  }
}

function openBackup(path: string, name: string): Sqlite.Database {
  try {
    const copy = new Sqlite(path);
    copy.pragma('journal_mode = delete');
    copy.pragma('synchronous = full');
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('damaged');
    copy.prepare('select hash from backup_file limit 1').all();
    return copy;
  } catch (cause) {
    throw new StartError(`${name} is not a whole backup of Commonbook.`, { cause });
  }
}
