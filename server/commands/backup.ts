import { chmod } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import type { Files } from '#server/files/files.ts';
import { AppError } from '#shared/errors.ts';
import type { Command } from './command.ts';
import { makeFile } from './make-file.ts';
import { readWords } from './read-words.ts';
import { findFile, listFilesOfCopy } from './stored-files.ts';
import { typedPath } from './typed-path.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.backup;

/**
 * Writes one file that holds everything: the database, with every picture and export in it. A file
 * that is damaged or missing voids nothing: the rest is backed up, and the command fails and says
 * what is not in it.
 */
export const backup: Command = {
  run: async ({ database, dataDir, files }, { words, folder }) => {
    const { positionals } = readWords(words, { usage, count: 1, options: {} });
    if (database.dialect !== 'sqlite')
      throw new AppError('not-built', 'A backup of PostgreSQL is made with pg_dump, not here.');
    const file = typedPath(positionals[0], { folder, usage });
    let added: Added = { fileCount: 0, faults: [] };
    await makeFile(file, dataDir, async (part) => {
      // A copy of one moment, made by the thread that writes: nothing is half in it.
      await sql`vacuum into ${part}`.execute(database.db);
      await chmod(part, 0o600);
      added = await addFiles(files, part);
    });
    const { fileCount, faults } = added;
    const done = `Backed up to ${file}, with ${fileCount} files.`;
    if (faults.length === 0) return { lines: [done] };
    return {
      lines: [done, 'Not in it, since they are damaged or missing here:', ...faults],
      isFailure: true,
    };
  },
};

interface Added {
  readonly fileCount: number;
  /** A line for each file that could not be added. */
  readonly faults: readonly string[];
}

/** Puts the bytes of every file that the copied database speaks of into it. */
async function addFiles(files: Files, path: string): Promise<Added> {
  const copy = new Sqlite(path);
  try {
    copy.pragma('journal_mode = delete');
    copy.exec('create table backup_file (hash text primary key, bytes blob not null)');
    const insert = copy.prepare('insert into backup_file (hash, bytes) values (?, ?)');
    const named = listFilesOfCopy(copy);
    const faults: string[] = [];
    for (const file of named) {
      const found = await findFile(files, file);
      if (found.kind === 'whole') insert.run(file.hash, found.bytes);
      else faults.push(found.fault);
    }
    return { fileCount: named.length - faults.length, faults };
  } finally {
    copy.close();
  }
}
