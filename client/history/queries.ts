import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '#client/api/api.ts';

/** Versions that a list asks for at once. */
const ROWS = 200;

type ListAnswer = Awaited<ReturnType<typeof api.revisions.list>>;
/** A version as the timeline shows it. */
export type Version = ListAnswer['results'][number];
/** A version with its text: ids and hashes in order, each content once. */
export type WholeVersion = Awaited<ReturnType<typeof api.revisions.get>>;

/** A chapter's versions, newest first, page by page. */
export const versionsQuery = (chapterId: string) =>
  infiniteQueryOptions({
    queryKey: ['chapter', 'versions', chapterId],
    queryFn: ({ signal, pageParam }) =>
      api.revisions.list(
        { chapterId, limit: ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ListAnswer) => last.nextCursor,
  });

/** One version's text, which never changes. Its name may: take that from the list. */
export const versionQuery = (chapterId: string, number: number) =>
  queryOptions({
    queryKey: ['chapter-version', chapterId, number],
    queryFn: ({ signal }) => api.revisions.get({ chapterId, number }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
