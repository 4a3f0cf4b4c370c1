/**
 * What the screens ask the server for, each with the one key it is cached under. Keys begin with
 * the noun, so that a change invalidates by noun: `invalidate(queryClient, 'edition')`.
 */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

/** How many rows a list page asks for at once; lists that can be longer page on. */
const ROWS = 500;

/** A page that stands open asks so often what others have done meanwhile, in milliseconds. */
export const CALM_MS = 20_000;

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.people.me(undefined, { signal }),
    staleTime: 60_000,
  });

export const handbooksQuery = () =>
  queryOptions({
    queryKey: ['handbook', 'list'],
    queryFn: ({ signal }) => api.handbooks.list({ limit: ROWS }, { signal }),
  });

export const deletedHandbooksQuery = () =>
  queryOptions({
    queryKey: ['handbook', 'deleted'],
    queryFn: ({ signal }) => api.handbooks.deleted({ limit: ROWS }, { signal }),
  });

export const handbookQuery = (handbook: string) =>
  queryOptions({
    queryKey: ['handbook', 'one', handbook],
    queryFn: ({ signal }) => api.handbooks.get({ handbook }, { signal }),
  });

export const editionQuery = (handbook: string, edition: string) =>
  queryOptions({
    queryKey: ['edition', 'one', handbook, edition],
    queryFn: ({ signal }) => api.editions.find({ handbook, edition }, { signal }),
  });

export const factsQuery = (editionId: string) =>
  queryOptions({
    queryKey: ['edition', 'facts', editionId],
    queryFn: ({ signal }) => api.editions.facts({ editionId }, { signal }),
  });

export const deletedChaptersQuery = (editionId: string) =>
  queryOptions({
    queryKey: ['edition', 'deleted', editionId],
    queryFn: ({ signal }) => api.chapters.deleted({ editionId, limit: ROWS }, { signal }),
  });

/** How many are listed: what one remembers having worked on. */
const RECENT = 8;

export const recentChaptersQuery = () =>
  queryOptions({
    queryKey: ['chapter', 'recent'],
    queryFn: ({ signal }) => api.chapters.recent({ limit: RECENT }, { signal }),
  });

export const chapterQuery = (chapterId: string) =>
  queryOptions({
    queryKey: ['chapter', 'one', chapterId],
    queryFn: ({ signal }) => api.chapters.get({ chapterId }, { signal }),
  });

export const citiesQuery = (q: string) =>
  queryOptions({
    queryKey: ['cities', q],
    queryFn: ({ signal }) => api.editions.cities({ q }, { signal }),
    enabled: q !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });

export const peopleQuery = () =>
  queryOptions({
    queryKey: ['people', 'list'],
    queryFn: ({ signal }) => api.people.list({ limit: ROWS }, { signal }),
  });

export const handbookMembersQuery = (handbookId: string) =>
  queryOptions({
    queryKey: ['people', 'of-handbook', handbookId],
    queryFn: ({ signal }) => api.members.ofHandbook({ handbookId, limit: ROWS }, { signal }),
  });

export const editionMembersQuery = (editionId: string) =>
  queryOptions({
    queryKey: ['people', 'of-edition', editionId],
    queryFn: ({ signal }) => api.members.ofEdition({ editionId, limit: ROWS }, { signal }),
  });

/** Asks again for everything shown about these nouns. */
export async function invalidate(
  queryClient: QueryClient,
  ...nouns: readonly ('me' | 'handbook' | 'edition' | 'chapter' | 'people')[]
): Promise<void> {
  await Promise.all(nouns.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
}
