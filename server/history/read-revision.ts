/** Revisions as they are told to those who ask: with their authors' names, with contents, as blocks. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import { notFound } from '#server/lib/refusals.ts';
import { type Block, blockOfCanonical, withId } from '#shared/content/content.ts';
import type { BlockId, ChapterId, Hash } from '#shared/ids.ts';
import type { Standing } from './since-restore.ts';
import {
  authorNames,
  type BlockVersion,
  contentsByHash,
  findRevision,
  listRevisionsAfter,
  type RevisionRow,
  versionsByNumber,
} from './store.ts';

/** A revision as lists show it. */
export interface Revision {
  readonly number: number;
  readonly at: Millis;
  readonly reason: string;
  /** '' when nobody named it. */
  readonly name: string;
  readonly authors: { readonly name: string }[];
  readonly wordCount: number;
}

/** A revision whole: ids and hashes in order, and each content once. */
export interface WholeRevision extends Revision {
  readonly blocks: { readonly id: BlockId; readonly hash: Hash }[];
  readonly contents: Record<string, string>;
}

/** The stored row. Rejects with `not-found`. */
export async function findOrThrow(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  number: number,
): Promise<RevisionRow> {
  const row = await findRevision(db, chapterId, number);
  if (row === undefined) throw notFound();
  return row;
}

/** The rows with their authors' names, in the rows' order. The rows are one stretch of a list. */
export async function describe(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  rows: readonly RevisionRow[],
): Promise<Revision[]> {
  if (rows.length === 0) return [];
  const numbers = rows.map(({ number }) => number);
  const range = { from: Math.min(...numbers), to: Math.max(...numbers) };
  const names = await authorNames(db, chapterId, range);
  return rows.map((row) => described(row, names.get(row.number) ?? []));
}

/** One row with its authors' names. */
export async function describeOne(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  row: RevisionRow,
): Promise<Revision> {
  const { number } = row;
  const names = await authorNames(db, chapterId, { from: number, to: number });
  return described(row, names.get(number) ?? []);
}

/** The row with its authors' names and all contents. */
export async function readWhole(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  row: RevisionRow,
): Promise<WholeRevision> {
  const { blocks, contents } = await contentsOf(db, chapterId, row);
  const revision = await describeOne(db, chapterId, row);
  return { ...revision, blocks, contents: Object.fromEntries(contents) };
}

/** The chapter's blocks as they were then. */
export async function blocksAt(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  row: RevisionRow,
): Promise<Block[]> {
  const { blocks, contents } = await contentsOf(db, chapterId, row);
  return blocks.map(({ id, hash }) => {
    const canonical = contents.get(hash);
    if (canonical === undefined) throw new Error(`The content ${hash} is not stored.`);
    return { id, json: withId(blockOfCanonical(canonical), id) };
  });
}

/** Revisions whose blocks are in memory at once. */
const STANDINGS_AT_ONCE = 100;

/** What the chapter said in each revision behind a number, oldest first. */
export async function* standingsSince(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  number: number,
): AsyncGenerator<Standing> {
  const known = new Map<number, BlockVersion>();
  for (let after = number; ; ) {
    const rows = await listRevisionsAfter(db, chapterId, { after, limit: STANDINGS_AT_ONCE });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.number;
    const unknown = rows.flatMap(({ versions }) => versions.filter((one) => !known.has(one)));
    for (const version of await versionsByNumber(db, chapterId, unknown)) {
      known.set(version.number, version);
    }
    for (const { versions } of rows) {
      const standing = new Map<BlockId, Hash>();
      for (const number of versions) {
        const version = known.get(number);
        if (version !== undefined) standing.set(version.id, version.hash);
      }
      yield standing;
    }
  }
}

function described(row: RevisionRow, names: readonly string[]): Revision {
  const { number, at, reason, name, wordCount } = row;
  return {
    number,
    at,
    reason,
    name,
    wordCount,
    authors: names.map((author) => ({ name: author })),
  };
}

async function contentsOf(db: Kysely<Schema>, chapterId: ChapterId, { versions }: RevisionRow) {
  const known = await versionsByNumber(db, chapterId, versions);
  const byNumber = new Map(known.map((version) => [version.number, version]));
  const blocks = versions.map((number) => {
    const version = byNumber.get(number);
    if (version === undefined) throw new Error(`Version ${number} of a block is not stored.`);
    return { id: version.id, hash: version.hash };
  });
  const hashes = blocks.map(({ hash }) => hash);
  return { blocks, contents: await contentsByHash(db, hashes) };
}
