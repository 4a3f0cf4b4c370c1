import { sql } from 'kysely';
import type { Product } from '#server/compose.ts';
import { inSnapshot } from '#server/db/db.ts';
import { hashBytes } from '#server/files/files.ts';
import { hashText } from '#shared/content/content.ts';
import type { Hash } from '#shared/ids.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';
import { verifyChapter } from './verify-chapter.ts';

const { usage } = USAGES.verify;
const BLOCKS_AT_ONCE = 500;

/** Reads everything that is stored and says what does not fit together; changes nothing. */
export const verify: Command = {
  run: async (product, { words }) => {
    readWords(words, { usage, count: 0, options: {} });
    const faults = [
      ...(await storageFaults(product)),
      ...(await chapterFaults(product)),
      ...(await blockFaults(product)),
      ...(await fileFaults(product)),
    ];
    return faults.length === 0
      ? { lines: ['Everything fits together.'] }
      : { lines: faults, isFailure: true };
  },
};

/** What SQLite itself finds; PostgreSQL checks its pages when it reads them. */
async function storageFaults({ database: { db, dialect } }: Product): Promise<string[]> {
  if (dialect !== 'sqlite') return [];
  const pages = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const broken = pages.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  const orphans = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(
    db,
  );
  return [
    ...broken.map((line) => `database: ${line}`),
    ...orphans.rows.map((row) => `${row.table}: a row refers to a missing ${row.parent}`),
  ];
}

async function chapterFaults({ database: { db } }: Product): Promise<string[]> {
  const chapters = await db.selectFrom('chapter').select('id').orderBy('id').execute();
  const faults: string[] = [];
  for (const { id } of chapters)
    faults.push(...(await inSnapshot(db, (db) => verifyChapter(db, id))));
  return faults;
}

/** A block is found by the hash of what it says: one that says something else is damaged. */
async function blockFaults({ database: { db } }: Product): Promise<string[]> {
  const faults: string[] = [];
  // Some at a time, in the order of their key: all of them at once need not fit into memory.
  for (let last: Hash | undefined; ; ) {
    let some = db.selectFrom('block').selectAll().orderBy('hash').limit(BLOCKS_AT_ONCE);
    if (last !== undefined) some = some.where('hash', '>', last);
    const rows = await some.execute();
    for (const { hash, json } of rows)
      if (hashText(json) !== hash) faults.push(`block ${hash}: its text does not fit its hash`);
    last = rows.at(-1)?.hash;
    if (last === undefined) return faults;
  }
}

async function fileFaults({ database: { db }, files }: Product): Promise<string[]> {
  const rows = await db
    .selectFrom('image')
    .select('hash')
    .union(
      db
        .selectFrom('export')
        .select('file_hash as hash')
        .where('file_hash', 'is not', null)
        .$narrowType<{ hash: never }>(),
    )
    .execute();
  const faults: string[] = [];
  for (const { hash } of rows) {
    const bytes = await files.get(hash);
    if (!bytes) faults.push(`file ${hash}: it is missing`);
    else if (hashBytes(bytes) !== hash) faults.push(`file ${hash}: it has other bytes`);
  }
  return faults;
}
