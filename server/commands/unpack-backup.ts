import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { assertNotNewer } from '#server/db/db.ts';
import { type Files, openFiles } from '#server/files/files.ts';
import { sha256 } from '#server/lib/sha256.ts';
import { StartError } from '#server/lib/start-error.ts';
import type { Hash } from '#shared/ids.ts';
import { findFile, listFilesOfCopy } from './stored-files.ts';

/** A backup, and where it goes. */
export interface Unpacking {
  /** What people call it. */
  readonly name: string;
  /** A copy of it, which is used up. */
  readonly copy: string;
  /** Gets its files. */
  readonly folder: string;
  /** Becomes its database; nothing is there yet. */
  readonly database: string;
}

/** What a backup was found to hold. */
export interface Unpacked {
  readonly fileCount: number;
  /** A line for each file that the database speaks of and that is nowhere whole. */
  readonly faults: readonly string[];
}

/**
 * Takes a backup apart. Chapters get a new epoch: a browser that was open since must not mix what it
 * knows with what the backup says.
 * @throws StartError for what is not a whole backup, or one of a newer version. Whatever is thrown, no
 * file was added.
 */
export async function unpackBackup(unpacking: Unpacking): Promise<Unpacked> {
  const copy = openBackup(unpacking);
  const added: string[] = [];
  try {
    const unpacked = await unpackFiles(copy, await openFiles(unpacking.folder), added);
    copy.exec('drop table backup_file; update chapter_snapshot set epoch = randomblob(8)');
    // Into a file of its own: made small where it is, it would need the room three times.
    copy.prepare('vacuum into ?').run(unpacking.database);
    return unpacked;
  } catch (error) {
    for (const path of added) await rm(path, { force: true });
    throw error;
  } finally {
    copy.close();
  }
}

/** Notes in `added` the paths of files that were not there before, as it goes. */
async function unpackFiles(
  copy: Sqlite.Database,
  files: Files,
  added: string[],
): Promise<Unpacked> {
  const rows = copy.prepare<[], { hash: Hash; bytes: Buffer }>('select * from backup_file');
  const whole = new Set<Hash>();
  // One after the other: all of them at once need not fit into memory.
  for (const { hash, bytes } of rows.iterate()) {
    if (sha256(bytes) !== hash) continue;
    if (!existsSync(files.path(hash))) added.push(files.path(hash));
    whole.add(await files.put(bytes));
  }
  const faults: string[] = [];
  for (const file of listFilesOfCopy(copy)) {
    // What the backup lacks may lie in the folder already.
    const found = whole.has(file.hash) ? undefined : await findFile(files, file);
    if (found?.kind === 'faulty') faults.push(found.fault);
  }
  return { fileCount: whole.size, faults };
}

function openBackup({ name, copy: path }: Unpacking): Sqlite.Database {
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
    copy.pragma('journal_mode = memory');
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('damaged');
    copy.prepare('select hash from backup_file limit 1').all();
    return copy.prepare<[], string>('select name from migration order by name').pluck().all();
  } catch (cause) {
    throw new StartError(`${name} is not a whole backup of Commonbook.`, { cause });
  }
}
