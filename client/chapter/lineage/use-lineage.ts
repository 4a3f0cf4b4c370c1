import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Doc, Transaction } from 'yjs';
import { api, CALM_MS } from '#client/api/api.ts';

/** How long after one's own last change the server is asked anew: by then it has it. */
const PAUSE = 2_000;

/** What each block of a city's chapter is beside the core's. */
const lineageQuery = (chapterId: string) =>
  queryOptions({
    queryKey: ['chapter', 'lineage', chapterId],
    queryFn: ({ signal }) => api.chapters.lineage({ chapterId }, { signal }),
  });

/** What one block of a city's chapter is beside the core's, as the server tells it. */
export type BlockLineage = Awaited<ReturnType<typeof api.chapters.lineage>>['blocks'][number];

/** Asked again while somebody writes here, so that a mark follows the words; the core has none. */
export function useLineage(
  chapterId: string,
  edition: 'core' | 'city',
  doc: Doc,
): readonly BlockLineage[] {
  const client = useQueryClient();
  const isCity = edition === 'city';
  const query = useQuery({
    ...lineageQuery(chapterId),
    enabled: isCity,
    refetchInterval: CALM_MS,
  });
  useEffect(() => {
    if (!isCity) return;
    return afterOwnChange(doc, () => void client.invalidateQueries(lineageQuery(chapterId)));
  }, [client, chapterId, doc, isCity]);
  const blocks = query.data?.blocks ?? NONE;
  // A chapter of the city's own, which is added whole: nothing in it has to be told from the rest.
  return blocks.every(({ content }) => content === 'added') ? NONE : blocks;
}

const NONE: readonly BlockLineage[] = [];

/** Calls when somebody pauses who writes on this page; returns what ends that. */
function afterOwnChange(doc: Doc, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Doc, { local }: Transaction) => {
    if (!local) return;
    clearTimeout(timer);
    timer = setTimeout(call, PAUSE);
  };
  doc.on('update', onUpdate);
  return () => {
    clearTimeout(timer);
    doc.off('update', onUpdate);
  };
}

/** Shows blocks as the core's at once, until the server has said so itself. */
export function showAsCore(
  client: QueryClient,
  chapterId: string,
  blockIds: readonly string[],
): void {
  client.setQueryData(
    lineageQuery(chapterId).queryKey,
    (told) =>
      told && {
        blocks: told.blocks.map((block) =>
          block.content === 'adapted' && blockIds.includes(block.blockId)
            ? { ...block, content: 'inherited' as const }
            : block,
        ),
      },
  );
}
