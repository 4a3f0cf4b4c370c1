import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type ChapterRow, type Edition, editionQuery, invalidate } from '#client/api/api.ts';
import { showToast, useErrorWords } from '#client/ui/ui.ts';

type ChapterChange = Parameters<typeof api.chapters.change>[0];

export interface ShownChapters {
  /** Shows these chapters at once, before the server has heard of it. */
  readonly show: (chapters: readonly ChapterRow[]) => void;
  /**
   * Tells the server of a change that is shown already, after those before it. When it says no that is
   * told, and what it has is shown again; rejects then, for who wants to know.
   */
  readonly send: (change: ChapterChange) => Promise<unknown>;
  /** Asks the server for what it has. */
  readonly refresh: () => Promise<void>;
}

/** The chapters of an edition as they are on the screen, ahead of the server by what is on its way. */
export function useShownChapters(edition: Edition): ShownChapters {
  const queryClient = useQueryClient();
  const wordsOf = useErrorWords();
  const { queryKey } = editionQuery(edition.handbookSlug, edition.slug);
  const refresh = () => invalidate(queryClient, 'edition', 'handbook');
  const mutationKey = ['arrange', edition.id];
  const { mutateAsync } = useMutation({
    // One after the other: two moves that overtake each other would leave neither order.
    scope: { id: `arrange ${edition.id}` },
    mutationKey,
    mutationFn: (change: ChapterChange) => api.chapters.change(change),
    onError: (error) => showToast(wordsOf(error)),
    // While another change waits for its turn, the server does not know yet what is shown already.
    onSettled: () => (queryClient.isMutating({ mutationKey }) > 1 ? undefined : refresh()),
  });
  return {
    show: (chapters) => {
      // An answer on its way was asked for before this change, and would show the old order again.
      void queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (old) => old && { ...old, chapters: [...chapters] });
    },
    send: mutateAsync,
    refresh,
  };
}
