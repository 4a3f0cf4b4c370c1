import type { Block } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';
import { inOrder } from '#shared/merge/merge.ts';
import { standingOf, type Touched, touchedToo } from './since-restore.ts';

/** A restore: the chapter before it, as it left it, and what was done to that until now. */
export interface RestoreMade {
  readonly before: readonly Block[];
  readonly after: readonly Block[];
  readonly touched: Touched;
}

/** What is left when a restore is taken back. */
export interface WithoutRestore {
  readonly blocks: readonly Block[];
  /** Blocks that the restore changed, took out or brought, and that somebody has changed since. */
  readonly stayed: readonly BlockId[];
}

/**
 * The chapter without what a restore did to it. A block that is, and always was, as the restore left it
 * becomes what it was before, and stands where it stood; one that somebody changed, put back, took out
 * or moved since stays as they have it. Taking the same restore back is a change like any other, so
 * that a second time finds nothing to do. Blocks that are new since stay beside their neighbour.
 */
export function withoutRestore(current: readonly Block[], restore: RestoreMade): WithoutRestore {
  const now = standingOf(current);
  const before = standingOf(restore.before);
  const after = standingOf(restore.after);
  const { changed, moved } = touchedToo(restore.touched, after, now);
  const were = byId(restore.before);
  const wanted = byId(current);
  const stayed: BlockId[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    if (was === after.get(id) || was === now.get(id)) continue;
    const block = were.get(id);
    if (changed.has(id)) stayed.push(id);
    else if (block === undefined) wanted.delete(id);
    else wanted.set(id, block);
  }
  // What somebody put back stands where they put it, as what they moved does.
  const isPlaced = (id: BlockId) => moved.has(id) || (now.has(id) && !after.has(id));
  const places = [...before.keys()].filter((id) => !isPlaced(id));
  const order = inOrder(wanted, places, [...now.keys()]);
  return { blocks: order.flatMap((id) => wanted.get(id) ?? []), stayed };
}

function byId(blocks: readonly Block[]): Map<BlockId, Block> {
  return new Map(blocks.map((block) => [block.id, block]));
}
