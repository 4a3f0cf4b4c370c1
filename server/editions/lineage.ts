/**
 * What each block of an edition is beside the block of the same id in its upstream. "The same" is
 * meant by sameness: a fact's value, spacing or where a link leads make no difference. Pure.
 */
import { type Block, canonicalJson, sameness } from '#shared/content/content.ts';
import type { BlockId, Hash } from '#shared/ids.ts';

export type BlockContent = 'inherited' | 'adapted' | 'omitted' | 'added';

export interface BlockLineage {
  readonly blockId: BlockId;
  readonly content: BlockContent;
  /** The upstream's block as canonical JSON, where it is adapted or omitted. */
  readonly upstream: string | null;
  /** The upstream's sameness, where it is adapted. */
  readonly upstreamSameness: Hash | null;
}

export type LineageCounts = Readonly<Record<BlockContent, number>>;

/** What an edition's people say of a block. */
export interface SaidOfBlock {
  readonly differsInSubstance: boolean;
  /** The upstream sameness that the block's text translates. */
  readonly translates: Hash | null;
}

/** In the chapter's order; an omitted block stands behind the one that it follows upstream. */
export function lineageOf(
  upstream: readonly Block[],
  own: readonly Block[],
): readonly BlockLineage[] {
  const ownIds = new Set(own.map(({ id }) => id));
  const originals = new Map(upstream.map((block) => [block.id, block]));
  const omittedBehind = new Map<BlockId | undefined, Block[]>();
  let kept: BlockId | undefined;
  for (const block of upstream) {
    if (ownIds.has(block.id)) kept = block.id;
    else omittedBehind.set(kept, [...(omittedBehind.get(kept) ?? []), block]);
  }
  const omitted = (id: BlockId | undefined) => (omittedBehind.get(id) ?? []).map(omittedLineage);
  return [
    ...omitted(undefined),
    ...own.flatMap((block) => [beside(originals.get(block.id), block), ...omitted(block.id)]),
  ];
}

function omittedLineage({ id, json }: Block): BlockLineage {
  return { blockId: id, content: 'omitted', upstream: canonicalJson(json), upstreamSameness: null };
}

function beside(original: Block | undefined, { id: blockId, json }: Block): BlockLineage {
  if (!original) return { blockId, content: 'added', upstream: null, upstreamSameness: null };
  const upstreamSameness = sameness(original.json);
  if (upstreamSameness === sameness(json)) {
    return { blockId, content: 'inherited', upstream: null, upstreamSameness: null };
  }
  const upstream = canonicalJson(original.json);
  return { blockId, content: 'adapted', upstream, upstreamSameness };
}

/**
 * The lineage with what people said: a block that translates the upstream's words as they stand is
 * the same in substance, unless somebody says that it differs.
 */
export function withSaid(
  lineage: readonly BlockLineage[],
  said: ReadonlyMap<BlockId, SaidOfBlock>,
): readonly BlockLineage[] {
  return lineage.map((block) => {
    const words = said.get(block.blockId);
    const translates = words?.translates ?? null;
    const isTranslation =
      block.content === 'adapted' &&
      translates !== null &&
      translates === block.upstreamSameness &&
      words?.differsInSubstance === false;
    return isTranslation ? { ...block, content: 'inherited' } : block;
  });
}

/** How many blocks are what. */
export function countLineage(lineage: readonly BlockLineage[]): LineageCounts {
  const counts = { inherited: 0, adapted: 0, omitted: 0, added: 0 };
  for (const { content } of lineage) counts[content] += 1;
  return counts;
}
