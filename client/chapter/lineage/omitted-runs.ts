import type { Node as ProseNode } from '@tiptap/pm/model';
import type { BlockLineage } from './use-lineage.ts';

/** What is asked of a block to mark it: the lineage in the chapter's order, as the server told it. */
export type Lineage = readonly Pick<BlockLineage, 'blockId' | 'content'>[];

/** Blocks of the core that this text does not have and that stand together there. */
export interface OmittedRun {
  readonly blockIds: readonly string[];
  /** Between two blocks of the text, where they would stand. */
  readonly position: number;
}

/**
 * Where blocks are left out of the text as it stands: behind the nearest block before them that is
 * still there. The lineage is some seconds old: a block that came back meanwhile is not left out.
 */
export function omittedRuns(doc: ProseNode, lineage: Lineage): readonly OmittedRun[] {
  const ends = new Map<unknown, number>();
  doc.forEach((block, offset) => {
    ends.set(block.attrs.id, offset + block.nodeSize);
  });
  const idsAt = new Map<number, readonly string[]>();
  let position = 0;
  for (const { blockId, content } of lineage) {
    const end = ends.get(blockId);
    if (end !== undefined) position = end;
    else if (content === 'omitted') idsAt.set(position, [...(idsAt.get(position) ?? []), blockId]);
  }
  return [...idsAt].map(([at, blockIds]) => ({ blockIds, position: at }));
}
