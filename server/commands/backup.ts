import { chmod } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import type { Files } from '#server/files/files.ts';
import { AppError } from '#shared/errors.ts';
import type { Answer, Command } from './command.ts';
import { type EarlierBackup, openEarlierBackup } from './earlier-backup.ts';
import { makeFile } from './make-file.ts';
import { readWords } from './read-words.ts';
import { findFile, listFilesOfCopy } from './stored-files.ts';
import { typedPath } from './typed-path.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.backup;

/**
 * Writes one file that holds everything: the database, with every picture and export in it. A file
 * that is damaged or missing voids nothing: the rest is backed up, and the command fails and says
 * which it is. Where the new backup replaces an earlier one, that may have been the last to hold it:
 * its bytes are kept.
 */
export const backup: Command = {
  run: async ({ database, dataDir, files }, { words, folder }) => {
    const { positionals } = readWords(words, { usage, count: 1, options: {} });
    if (database.dialect !== 'sqlite')
      throw new AppError('not-built', 'A backup of PostgreSQL is made with pg_dump, not here.');
    const file = typedPath(positionals[0], { folder, usage });
    let added: Added = { fileCount: 0, missing: [], kept: [] };
    await makeFile(file, dataDir, async (part) => {
      // A copy of one moment, made by the thread that writes: nothing is half in it.
      await sql`vacuum into ${part}`.execute(database.db);
      await chmod(part, 0o600);
      const earlier = openEarlierBackup(file);
      added = await addFiles(part, { files, earlier }).finally(earlier.close);
    });
    return told(file, added);
  },
};

interface Added {
  readonly fileCount: number;
  /** A line for each file that could not be added. */
  readonly missing: readonly string[];
  /** A line for each that is faulty here and was taken from the earlier backup. */
  readonly kept: readonly string[];
}

/** Puts the bytes of every file that the copied database speaks of into it. */
async function addFiles(
  path: string,
  { files, earlier }: { readonly files: Files; readonly earlier: EarlierBackup },
): Promise<Added> {
  const copy = new Sqlite(path);
  try {
    copy.pragma('journal_mode = delete');
    copy.exec('create table backup_file (hash text primary key, bytes blob not null)');
    const insert = copy.prepare('insert into backup_file (hash, bytes) values (?, ?)');
    const named = listFilesOfCopy(copy);
    const missing: string[] = [];
    const kept: string[] = [];
    for (const file of named) {
      const found = await findFile(files, file);
      const bytes = found.kind === 'whole' ? found.bytes : earlier.get(file.hash);
      if (bytes) insert.run(file.hash, bytes);
      if (found.kind === 'faulty') (bytes ? kept : missing).push(found.fault);
    }
    return { fileCount: named.length - missing.length, missing, kept };
  } finally {
    copy.close();
  }
}

function told(file: string, { fileCount, missing, kept }: Added): Answer {
  const lines = [`Backed up to ${file}, with ${fileCount} files.`];
  if (missing.length > 0)
    lines.push('Not in it, since they are damaged or missing here:', ...missing);
  if (kept.length > 0)
    lines.push('Damaged or missing here, and kept from the backup that it replaces:', ...kept);
  return lines.length === 1 ? { lines } : { lines, isFailure: true };
}
