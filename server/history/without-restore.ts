import { type Block, canonicalJson } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';
import { inOrder, isSameOrder } from '#shared/merge/merge.ts';

/** A restore: the chapter before it, and as it left it. */
export interface RestoreMade {
  readonly before: readonly Block[];
  readonly after: readonly Block[];
}

export interface WithoutRestore {
  readonly blocks: readonly Block[];
  /** Blocks that the restore changed, took out or brought, and that somebody has changed since. */
  readonly stayed: readonly BlockId[];
}

/**
 * The chapter without what a restore did to it. A block that is still as the restore left it is what
 * it was before; one that somebody changed, put back or took out since stays as they have it; so does
 * the order once somebody moved a block since. Blocks that are new since stay beside their neighbour.
 */
export function withoutRestore(current: readonly Block[], restore: RestoreMade): WithoutRestore {
  const now = contentsOf(current);
  const before = contentsOf(restore.before);
  const after = contentsOf(restore.after);
  const wanted = new Map([...now]);
  const stayed: BlockId[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    if (was?.text === after.get(id)?.text || was?.text === now.get(id)?.text) continue;
    if (now.get(id)?.text !== after.get(id)?.text) stayed.push(id);
    else if (was === undefined) wanted.delete(id);
    else wanted.set(id, was);
  }
  const [idsNow, idsBefore] = [idsOf(current), idsOf(restore.before)];
  const order = isSameOrder(idsNow, idsOf(restore.after))
    ? inOrder(wanted, idsBefore, idsNow)
    : inOrder(wanted, idsNow, idsBefore);
  const blocks = order.flatMap((id) => wanted.get(id)?.block ?? []);
  return { blocks, stayed };
}

interface Content {
  readonly block: Block;
  /** What two equal blocks have in common. */
  readonly text: string;
}

function contentsOf(blocks: readonly Block[]): Map<BlockId, Content> {
  return new Map(blocks.map((block) => [block.id, { block, text: canonicalJson(block.json) }]));
}

function idsOf(blocks: readonly Block[]): readonly BlockId[] {
  return blocks.map(({ id }) => id);
}
