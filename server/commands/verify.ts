import type { Product } from '#server/compose.ts';
import { inSnapshot } from '#server/db/db.ts';
import { hashText } from '#shared/content/content.ts';
import type { Hash } from '#shared/ids.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { findFile, listFiles } from './stored-files.ts';
import { USAGES } from './usages.ts';
import { verifyChapter } from './verify-chapter.ts';
import {
  damagedPages,
  listStoredBlocks,
  listStoredChapters,
  orphanedRows,
} from './verify-store.ts';

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
  const [pages, orphans] = [await damagedPages(db), await orphanedRows(db)];
  return [
    ...pages.map((line) => `database: ${line}`),
    ...orphans.map((row) => `${row.table}: a row refers to a missing ${row.parent}`),
  ];
}

async function chapterFaults({ database: { db } }: Product): Promise<string[]> {
  const faults: string[] = [];
  for (const chapter of await listStoredChapters(db))
    faults.push(...(await inSnapshot(db, (db) => verifyChapter(db, chapter))));
  return faults;
}

/** A block is found by the hash of what it says: one that says something else is damaged. */
async function blockFaults({ database: { db } }: Product): Promise<string[]> {
  const faults: string[] = [];
  // Some at a time, in the order of their key: all of them at once need not fit into memory.
  for (let after: Hash | undefined; ; ) {
    const blocks = await listStoredBlocks(db, { after, limit: BLOCKS_AT_ONCE });
    for (const { hash, json } of blocks)
      if (hashText(json) !== hash) faults.push(`block ${hash}: its text does not fit its hash`);
    after = blocks.at(-1)?.hash;
    if (after === undefined) return faults;
  }
}

async function fileFaults({ database: { db }, files }: Product): Promise<string[]> {
  const faults: string[] = [];
  for (const file of await listFiles(db)) {
    const found = await findFile(files, file);
    if (found.kind === 'faulty') faults.push(found.fault);
  }
  return faults;
}
