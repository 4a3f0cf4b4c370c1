import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { Actor } from '#server/people/people.ts';
import type { Sync } from '#server/sync/sync.ts';
import { type Block, canonicalJson } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import type { Keeper } from './keeper.ts';
import { blocksAt, findOrThrow, standingsSince } from './read-revision.ts';
import { standingOf, type Touched, touchedToo, UNTOUCHED } from './since-restore.ts';
import type { RevisionRow } from './store.ts';
import { withBlocksRestored } from './with-blocks-restored.ts';
import { withoutRestore } from './without-restore.ts';

export interface RestoreDeps {
  readonly db: Kysely<Schema>;
  readonly sync: Pick<Sync, 'editStill'>;
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

const NOT_KEPT =
  'Nothing was changed: the text as it is could not be kept first. Try again in a moment.';

/** What a restore came to. */
export interface Restored {
  /** The revision after it. */
  readonly row: RevisionRow;
  /** The number of the revision before it. */
  readonly before: number;
  /** Whether there was anything to change. */
  readonly changed: boolean;
}

/** Brings a chapter back to a revision, with one kept before and after. */
export async function restore(
  deps: RestoreDeps,
  chapterId: ChapterId,
  { number, actor, blocks }: Restoring,
): Promise<Restored> {
  const then = await blocksOf(deps, chapterId, number);
  const prepare = async () => (current: readonly Block[]) => restored(then, current, blocks);
  return changeKept(deps, chapterId, { actor, prepare });
}

/**
 * Takes a restore back, with a revision kept before and after; returns the one after. What it did is
 * read from the revisions since, so that it is taken back once, also when this server was started
 * meanwhile or another one is asked.
 */
export async function undoRestore(
  deps: RestoreDeps,
  chapterId: ChapterId,
  { number, before: numberBefore, actor, blocks }: Restoring & { readonly before: number },
): Promise<{ readonly row: RevisionRow; readonly stayedCount: number }> {
  const then = await blocksOf(deps, chapterId, number);
  const before = await blocksOf(deps, chapterId, numberBefore);
  // What the restore made of it, exactly: its revision may hold what was typed right behind it.
  const after = restored(then, before, blocks);
  let stayedCount = 0;
  const prepare = async () => {
    const touched = await touchedSince(deps, chapterId, { after, since: numberBefore });
    return (current: readonly Block[]) => {
      const without = withoutRestore(current, { before, after, touched });
      stayedCount = without.stayed.length;
      return without.blocks;
    };
  };
  const { row } = await changeKept(deps, chapterId, { actor, prepare });
  return { row, stayedCount };
}

/** What the revisions behind `since` say was done to what a restore had left. */
async function touchedSince(
  { db }: RestoreDeps,
  chapterId: ChapterId,
  { after, since }: { readonly after: readonly Block[]; readonly since: number },
): Promise<Touched> {
  const left = standingOf(after);
  let touched = UNTOUCHED;
  for await (const standing of standingsSince(db, chapterId, since)) {
    touched = touchedToo(touched, left, standing);
  }
  return touched;
}

async function blocksOf({ db }: RestoreDeps, chapterId: ChapterId, number: number) {
  return blocksAt(db, chapterId, await findOrThrow(db, chapterId, number));
}

/** The current text as it was then, or some of its blocks. Throws `not-found` when none of them is. */
function restored(
  then: readonly Block[],
  current: readonly Block[],
  blocks: Restoring['blocks'],
): readonly Block[] {
  if (blocks === undefined) return then;
  const ids = new Set(blocks);
  if (![...then, ...current].some(({ id }) => ids.has(id))) throw notFound();
  return withBlocksRestored(current, then, ids);
}

interface KeptChange {
  readonly actor: Actor;
  /** Asked when all that was written until then is in a revision. */
  readonly prepare: () => Promise<(current: readonly Block[]) => readonly Block[]>;
}

/**
 * Changes a text that is the last revision's, and keeps what that makes. Nobody's words are taken
 * between the two, so one revision before is enough. Rejects with `unavailable` when it cannot be kept.
 */
async function changeKept(
  { db, sync, keeper }: RestoreDeps,
  chapterId: ChapterId,
  { actor, prepare }: KeptChange,
): Promise<Restored> {
  const found = { before: 0, from: 0, changed: false };
  let end: (() => void) | undefined;
  try {
    await sync.editStill(chapterId, { author: actor, reason: 'restore' }, async () => {
      const latest = await keeper.keep(chapterId, { reason: 'before-restore' });
      const kept = textOf(await blocksAt(db, chapterId, latest));
      const change = await prepare();
      return (current) => {
        if (textOf(current) !== kept) throw new AppError('unavailable', NOT_KEPT);
        const wanted = change(current);
        found.before = latest.number;
        found.from = latest.sequence + 1;
        found.changed = textOf(wanted) !== kept;
        // In the same moment as the change: others settle the chapter as soon as they see it.
        end = keeper.expect(chapterId, { reason: 'restore', from: found.from });
        return wanted;
      };
    });
    const row = await keeper.keep(chapterId, { reason: 'restore', from: found.from });
    return { row, before: found.before, changed: found.changed };
  } finally {
    end?.();
  }
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ id, json }) => `${id} ${canonicalJson(json)}`).join('\n');
}
