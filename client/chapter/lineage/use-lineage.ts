import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '#client/api/api.ts';

/** What each block of a city's chapter is beside the core's. */
const lineageQuery = (chapterId: string) =>
  queryOptions({
    queryKey: ['chapter', 'lineage', chapterId],
    queryFn: ({ signal }) => api.chapters.lineage({ chapterId }, { signal }),
  });

export type BlockLineage = Awaited<ReturnType<typeof api.chapters.lineage>>['blocks'][number];

/** Asked again while somebody writes here, so that a mark follows the words; the core has none. */
export function useLineage(chapterId: string, edition: 'core' | 'city'): readonly BlockLineage[] {
  const query = useQuery({
    ...lineageQuery(chapterId),
    enabled: edition === 'city',
    refetchInterval: 20_000,
  });
  return query.data?.blocks ?? NONE;
}

const NONE: readonly BlockLineage[] = [];
