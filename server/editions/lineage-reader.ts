/** Lineage of whole editions: read once a pair of revisions, kept, and joined with what people said. */
import type { Kysely } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { ChapterRow } from '#server/handbooks/handbooks.ts';
import type { Clock } from '#server/lib/clock.ts';
import { type Block, docOf, wordCount } from '#shared/content/content.ts';
import type { BlockId, ChapterId } from '#shared/ids.ts';
import { type RevisionHead, saidOfEdition } from './edition-text-store.ts';
import {
  type BlockLineage,
  countLineage,
  type LineageCounts,
  lineageOf,
  type SaidOfBlock,
  withSaid,
} from './lineage.ts';

/** What lineage is read from. */
export interface LineageDeps {
  readonly db: Kysely<Schema>;
  /** The blocks of one revision. */
  readonly readAt: (chapterId: ChapterId, revision: number) => Promise<readonly Block[]>;
  /** The blocks as they stand in the live text. */
  readonly readNow: (chapterId: ChapterId) => Promise<readonly Block[]>;
  /** Whether the live text may say more than the newest revision. */
  readonly isUnsettled: (chapterId: ChapterId) => boolean;
  readonly clock: Clock;
}

/** A block's lineage with what people said of it; '' where nobody did. */
export interface SaidLineage extends BlockLineage {
  readonly reason: string;
  readonly sentence: string;
}

/** How a chapter stands in its edition. */
export interface ChapterStanding {
  readonly lineage: LineageCounts;
  readonly wordCount: number;
  /** When somebody last changed the text; null while it is as it was seeded or imported. */
  readonly editedAt: Millis | null;
}

/** A chapter and whose it is: without an upstream all is inherited in the core, and added in a city. */
export interface ChapterOf {
  readonly edition: 'core' | 'city';
  readonly row: ChapterRow;
}

/** Tells of each block what became of the upstream's. */
export interface LineageReader {
  /** Each block of the text as it stands now. */
  blocks(chapter: ChapterOf): Promise<readonly SaidLineage[]>;
  /** Of a chapter as it stands now, which is as its newest revision has it unless somebody writes. */
  standing(
    chapter: ChapterOf,
    head: RevisionHead | undefined,
    said: ReadonlyMap<BlockId, SaidOfBlock>,
  ): Promise<ChapterStanding>;
}

/** Pairs of revisions whose lineage is kept; they never change. */
const KEPT = 2_000;

/** Remembers the lineage between revisions, which never changes. */
export function lineageReader({
  db,
  readAt,
  readNow,
  isUnsettled,
  clock,
}: LineageDeps): LineageReader {
  const kept = new Map<string, readonly BlockLineage[]>();

  const between = async ({ edition, row }: ChapterOf, own: readonly Block[]) => {
    const { upstream_id, base_revision } = row;
    if (edition === 'core') return lineageOf(own, own);
    if (upstream_id === null || base_revision === null) return lineageOf([], own);
    return lineageOf(await readAt(upstream_id, base_revision), own);
  };
  const ofRevision = async (chapter: ChapterOf, revision: number) => {
    const { id, upstream_id, base_revision } = chapter.row;
    const key = `${id} ${revision} ${upstream_id} ${base_revision}`;
    const before = kept.get(key);
    if (before) return before;
    const lineage = await between(chapter, await readAt(id, revision));
    kept.set(key, lineage);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return lineage;
  };

  return {
    blocks: async (chapter) => {
      const { id, edition_id } = chapter.row;
      const lineage = await between(chapter, await readNow(id));
      const said = (await saidOfEdition(db, edition_id)).get(id) ?? new Map();
      return withSaid(lineage, said).map((block) => ({
        ...block,
        reason: said.get(block.blockId)?.reason ?? '',
        sentence: said.get(block.blockId)?.sentence ?? '',
      }));
    },
    standing: async (chapter, head, said) => {
      const count = (lineage: readonly BlockLineage[]) => countLineage(withSaid(lineage, said));
      if (head && !isUnsettled(chapter.row.id)) {
        const { number, wordCount, editedAt } = head;
        return { lineage: count(await ofRevision(chapter, number)), wordCount, editedAt };
      }
      const blocks = await readNow(chapter.row.id);
      return {
        lineage: count(await between(chapter, blocks)),
        wordCount: wordCount(docOf(blocks)),
        editedAt: head ? clock.now() : null,
      };
    },
  };
}
