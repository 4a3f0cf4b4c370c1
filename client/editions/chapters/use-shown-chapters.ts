import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChapterRow, type Edition, editionQuery, invalidate } from '#client/api/api.ts';

type Act = () => Promise<unknown>;

export interface ShownChapters {
  /** Changes what is shown at once, before the server has heard of it. */
  readonly show: (change: (chapters: readonly ChapterRow[]) => readonly ChapterRow[]) => void;
  /**
   * Does on the server what is shown already, after everything before it. When the server says no it
   * rejects, and what the server has is shown again.
   */
  readonly send: (act: Act) => Promise<unknown>;
}

/** The chapters of an edition as they are on the screen, ahead of the server by what is on its way. */
export function useShownChapters(edition: Edition): ShownChapters {
  const queryClient = useQueryClient();
  const { queryKey } = editionQuery(edition.handbookSlug, edition.slug);
  const refresh = () => invalidate(queryClient, 'edition', 'handbook');
  const mutationKey = ['arrange', edition.id];
  const { mutateAsync } = useMutation({
    // One after the other: two moves that overtake each other would leave neither order, and an answer
    // to the later of two would not have the earlier in it.
    scope: { id: `arrange ${edition.id}` },
    mutationKey,
    mutationFn: (act: Act) => act(),
    // While another change waits for its turn, the server does not know yet what is shown already.
    onSettled: () => (queryClient.isMutating({ mutationKey }) > 1 ? undefined : refresh()),
  });
  return {
    show: (change) => {
      // An answer on its way was asked for before this change, and would show the old order again.
      void queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(
        queryKey,
        (old) => old && { ...old, chapters: [...change(old.chapters)] },
      );
    },
    send: mutateAsync,
  };
}
