import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import type { Product } from '#server/compose.ts';
import { StartError } from '#server/lib/start-error.ts';
import { AppError } from '#shared/errors.ts';
import type { Hash } from '#shared/ids.ts';
import type { Command } from './command.ts';
import { makeFile } from './make-file.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.backup;

/** Writes one file that holds everything: the database, with every picture and export in it. */
export const backup: Command = {
  run: async (product, { words, folder }) => {
    const { positionals } = readWords(words, { usage, count: 1, options: {} });
    if (product.database.dialect !== 'sqlite')
      throw new AppError('not-built', 'A backup of PostgreSQL is made with pg_dump, not here.');
    const file = resolve(folder, positionals[0] ?? '');
    let fileCount = 0;
    await makeFile(file, product.dataDir, async (part) => {
      // A copy of one moment, made by the thread that writes: nothing is half in it.
      await sql`vacuum into ${part}`.execute(product.database.db);
      await chmod(part, 0o600);
      fileCount = await addFiles(product, part);
    });
    return { lines: [`Backed up to ${file}, with ${fileCount} files.`] };
  },
};

/** Puts the bytes of every file that the copied database speaks of into it. */
async function addFiles({ files }: Product, path: string): Promise<number> {
  const copy = new Sqlite(path);
  try {
    copy.pragma('journal_mode = delete');
    copy.exec('create table backup_file (hash text primary key, bytes blob not null)');
    const insert = copy.prepare('insert into backup_file (hash, bytes) values (?, ?)');
    const hashes = copy
      .prepare<[], Hash>(
        'select hash from image union select file_hash from export where file_hash is not null',
      )
      .pluck()
      .all();
    for (const hash of hashes) {
      const bytes = await files.get(hash);
      if (!bytes) throw new StartError(`The file ${hash} is missing: run "commonbook verify".`);
      insert.run(hash, bytes);
    }
    return hashes.length;
  } finally {
    copy.close();
  }
}
