import type { Block } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';

/**
 * The chapter with some blocks as they were: one that is still there in its present place, one that
 * is gone behind the nearest block that stood before it then and is there now; one that was not there
 * then is taken out.
 */
export function withBlocksRestored(
  current: readonly Block[],
  then: readonly Block[],
  ids: ReadonlySet<BlockId>,
): Block[] {
  const wereThere = new Set(then.map(({ id }) => id));
  const restored = current.filter(({ id }) => wereThere.has(id) || !ids.has(id));
  const placeOf = (id: BlockId | undefined) => restored.findIndex((block) => block.id === id);
  for (const [at, block] of then.entries()) {
    if (!ids.has(block.id)) continue;
    const place = placeOf(block.id);
    if (place >= 0) {
      restored[place] = block;
      continue;
    }
    // From the nearest neighbour backwards; before all others when none of them is there any more.
    const neighbour = then.slice(0, at).findLast(({ id }) => placeOf(id) >= 0);
    restored.splice(placeOf(neighbour?.id) + 1, 0, block);
  }
  return restored;
}
