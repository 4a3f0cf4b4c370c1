import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import { type Block, canonicalJson, docOf, hashText, wordCount } from '#shared/content/content.ts';
import type { BlockId, ChapterId, Hash, PersonId } from '#shared/ids.ts';
import {
  type BlockVersion,
  findLatest,
  insertRevision,
  insertVersions,
  lastVersionNumber,
  type RevisionRow,
  updateName,
  versionsByHash,
  versionsByNumber,
} from './store.ts';

/** Why a revision was kept. */
export type RevisionReason = 'writing' | 'named' | 'before-restore' | 'restore' | 'seed';

/** What a chapter said at one moment, to be kept. */
export interface NewRevision {
  readonly chapterId: ChapterId;
  readonly blocks: readonly Block[];
  /** The last row of chapter_update that `blocks` contain. */
  readonly sequence: number;
  readonly at: Millis;
  readonly reason: RevisionReason;
  /** Who wrote the rows after this sequence. */
  readonly authorsSince: (sequence: number) => readonly PersonId[];
}

/**
 * Writes the revision if it says anything else than the last one, and returns the chapter's last
 * revision. Give it a transaction: of two at once one may fail as taken, and be tried again.
 */
export async function recordRevision(
  db: Kysely<Schema>,
  revision: NewRevision,
): Promise<RevisionRow> {
  const { chapterId, blocks, authorsSince, ...rest } = revision;
  const latest = await findLatest(db, chapterId);
  const versions = await numberBlocks(db, { chapterId, blocks, latest });
  if (latest !== undefined && isSame(latest.versions, versions)) return latest;
  const row: RevisionRow = {
    ...rest,
    number: (latest?.number ?? 0) + 1,
    name: '',
    wordCount: wordCount(docOf(blocks)),
    versions,
  };
  await insertRevision(db, chapterId, { ...row, authors: authorsSince(latest?.sequence ?? -1) });
  return row;
}

/**
 * Gives the chapter's last revision a name; when that has another one already, a further revision of the
 * same text, by nobody, takes it. Undefined when there is no revision. Give it a transaction, as above.
 */
export async function nameLast(
  db: Kysely<Schema>,
  chapterId: ChapterId,
  { name, at }: { readonly name: string; readonly at: Millis },
): Promise<RevisionRow | undefined> {
  const latest = await findLatest(db, chapterId);
  if (latest === undefined) return undefined;
  const { number } = latest;
  if (await updateName(db, chapterId, { number, name, from: ['', name] }))
    return { ...latest, name };
  const row: RevisionRow = { ...latest, number: number + 1, name, at, reason: 'named' };
  await insertRevision(db, chapterId, { ...row, authors: [] });
  return row;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, at) => number === other[at]);
}

interface Numbering {
  readonly chapterId: ChapterId;
  readonly blocks: readonly Block[];
  readonly latest: RevisionRow | undefined;
}

/** The numbers of the blocks' contents in this chapter; contents that are new to it are stored. */
async function numberBlocks(
  db: Kysely<Schema>,
  { chapterId, blocks, latest }: Numbering,
): Promise<number[]> {
  const wanted = blocks.map(({ id, json }) => {
    const canonical = canonicalJson(json);
    return { id, json: canonical, hash: hashText(canonical) };
  });
  const numbers = new Map<string, number>();
  const learn = (known: readonly BlockVersion[]) => {
    for (const version of known) numbers.set(keyOf(version), version.number);
  };
  const unknown = () => wanted.filter((version) => !numbers.has(keyOf(version)));
  // Nearly every block is as it was in the last revision; an older state may come back as well.
  learn(await versionsByNumber(db, chapterId, latest?.versions ?? []));
  if (unknown().length > 0) {
    learn(await versionsByHash(db, chapterId, [...new Set(unknown().map(({ hash }) => hash))]));
  }
  const added = new Map(unknown().map((version) => [keyOf(version), version]));
  if (added.size > 0) {
    const last = await lastVersionNumber(db, chapterId);
    const rows = [...added.values()].map((version, at) => ({ ...version, number: last + 1 + at }));
    await insertVersions(db, chapterId, rows);
    learn(rows);
  }
  return wanted.flatMap((version) => numbers.get(keyOf(version)) ?? []);
}

function keyOf({ id, hash }: { readonly id: BlockId; readonly hash: Hash }): string {
  return `${hash} ${id}`;
}
