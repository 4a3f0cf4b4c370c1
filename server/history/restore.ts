import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Actor } from '#server/people/people.ts';
import type { ChapterText, Sync } from '#server/sync/sync.ts';
import { type Block, canonicalJson } from '#shared/content/content.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import type { Keeper } from './keeper.ts';
import { blocksAt, findOrThrow, notFound } from './read-revision.ts';
import type { RevisionRow } from './store.ts';
import { withBlocksRestored } from './with-blocks-restored.ts';

export interface RestoreDeps {
  readonly db: Kysely<Schema>;
  readonly sync: Pick<Sync, 'edit'>;
  readonly keeper: Keeper;
}

/** What is to be as it was, and who wants it. */
export interface Restoring {
  /** The revision's. */
  readonly number: number;
  readonly actor: Actor;
  /** Only these; the whole chapter without them. */
  readonly blocks?: readonly BlockId[] | undefined;
}

/** Somebody may type in the very moment between keeping a text and changing it, hardly ever so often. */
const KEEPING_TRIES = 8;

/** Brings a chapter back to a revision, with one kept before and after; returns the one after. */
export async function restore(
  deps: RestoreDeps,
  chapterId: ChapterId,
  { number, actor, blocks }: Restoring,
): Promise<RevisionRow> {
  const { db, keeper } = deps;
  const then = await blocksAt(db, chapterId, await findOrThrow(db, chapterId, number));
  const ids = blocks && new Set(blocks);
  const change = (current: readonly Block[]) => {
    if (ids === undefined) return then;
    if (![...then, ...current].some(({ id }) => ids.has(id))) throw notFound();
    return withBlocksRestored(current, then, ids);
  };
  const { sequence } = await changeKept(deps, chapterId, { actor, change });
  return keeper.keep(chapterId, { reason: 'restore', from: sequence });
}

/** Changes a text that is the last revision's: what is typed while that is being kept is kept too. */
async function changeKept(
  { db, sync, keeper }: RestoreDeps,
  chapterId: ChapterId,
  by: { actor: Actor; change: (current: readonly Block[]) => readonly Block[] },
): Promise<ChapterText> {
  for (let tries = KEEPING_TRIES; ; tries -= 1) {
    const latest = await keeper.keep(chapterId, { reason: 'before-restore' });
    const kept = textOf(await blocksAt(db, chapterId, latest));
    let isKept = true;
    const text = await sync.edit(chapterId, by.actor, 'restore', (current) => {
      isKept = tries <= 1 || textOf(current) === kept;
      return isKept ? by.change(current) : current;
    });
    if (isKept) return text;
  }
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ id, json }) => `${id} ${canonicalJson(json)}`).join('\n');
}
