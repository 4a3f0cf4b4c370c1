import { type Block, hashBlock, longestIncreasing } from '#shared/content/content.ts';
import type { BlockId, Hash } from '#shared/ids.ts';

/** What a chapter said at one moment: the hash of each block, in the chapter's order. */
export type Standing = ReadonlyMap<BlockId, Hash>;

/** What was done to a chapter after a restore, by whomever, also where that is undone by now. */
export interface Touched {
  /** Blocks that at some moment were not what the restore had made of them. */
  readonly changed: ReadonlySet<BlockId>;
  /** Blocks that at some moment stood elsewhere among the others. */
  readonly moved: ReadonlySet<BlockId>;
}

/** As a restore left it. */
export const UNTOUCHED: Touched = { changed: new Set(), moved: new Set() };

/** What these blocks say, by hash. */
export function standingOf(blocks: readonly Block[]): Standing {
  return new Map(blocks.map(({ id, json }) => [id, hashBlock(json)]));
}

/** What was touched, and what differs at one more moment from what the restore had left. */
export function touchedToo({ changed, moved }: Touched, left: Standing, now: Standing): Touched {
  return {
    changed: new Set([...changed, ...changedBetween(left, now)]),
    moved: new Set([...moved, ...movedBetween([...left.keys()], [...now.keys()])]),
  };
}

function changedBetween(left: Standing, now: Standing): BlockId[] {
  return [...left.keys(), ...now.keys()].filter((id) => left.get(id) !== now.get(id));
}

/** As few as explain the new order: of one that went past three others, only that one. */
function movedBetween(left: readonly BlockId[], now: readonly BlockId[]): BlockId[] {
  const places = new Map(left.map((id, place) => [id, place]));
  const both = now.filter((id) => places.has(id));
  const stood = new Set(longestIncreasing(both.map((id) => places.get(id) ?? 0)));
  return both.filter((_, at) => !stood.has(at));
}
