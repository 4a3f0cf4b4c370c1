import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type ChapterRow, type Edition, editionQuery, invalidate } from '#client/api/api.ts';
import { showToast, useErrorWords, useUndoable } from '#client/ui/ui.ts';

export interface Arrange {
  /** Puts a chapter where it stands in `order`, which holds all ids. */
  readonly move: (id: string, order: readonly string[]) => void;
  readonly rename: (chapter: ChapterRow, title: string) => void;
  readonly leaveOut: (chapter: ChapterRow) => void;
  readonly takeIn: (chapter: ChapterRow) => void;
  readonly remove: (chapter: ChapterRow) => void;
  /** What the last move did, for those who do not see it. */
  readonly spoken: string;
}

type Change = Parameters<typeof api.chapters.change>[0];

/** Everything one does to an edition's chapters, seen at once and taken back when the server says no. */
export function useArrange(edition: Edition): Arrange {
  const { t } = useTranslation('editions');
  const queryClient = useQueryClient();
  const undoable = useUndoable();
  const wordsOf = useErrorWords();
  const [spoken, setSpoken] = useState('');
  const { queryKey } = editionQuery(edition.handbookSlug, edition.slug);
  const refresh = () => invalidate(queryClient, 'edition', 'handbook');
  const mutationKey = ['arrange', edition.id];
  const show = (chapters: readonly ChapterRow[]) => {
    // An answer on its way was asked for before this change, and would show the old order again.
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, (old) => old && { ...old, chapters: [...chapters] });
  };
  const change = useMutation({
    // One after the other: two moves that overtake each other would leave neither order.
    scope: { id: `arrange ${edition.id}` },
    mutationKey,
    mutationFn: (input: Change) => api.chapters.change(input),
    onError: (error) => showToast(wordsOf(error)),
    // While another change waits for its turn, the server does not know yet what is shown already.
    onSettled: () => (queryClient.isMutating({ mutationKey }) > 1 ? undefined : refresh()),
  });
  const set = (chapter: ChapterRow, next: Partial<Pick<ChapterRow, 'title' | 'omitted'>>) => {
    show(edition.chapters.map((row) => (row.id === chapter.id ? { ...row, ...next } : row)));
    return change.mutateAsync({ chapterId: chapter.id, ...next });
  };
  return {
    spoken,
    move: (id, order) => {
      const place = order.indexOf(id);
      const rows = order.flatMap((one) => edition.chapters.find((row) => row.id === one) ?? []);
      show(rows);
      setSpoken(
        t('edition.moved', {
          title: rows[place]?.title,
          place: place + 1,
          count: rows.length,
        }),
      );
      change.mutate({ chapterId: id, after: rows[place - 1]?.id ?? null });
    },
    rename: (chapter, title) => {
      if (title === '' || title === chapter.title) return;
      void undoable({
        words: t('edition.renamed', { title }),
        act: () => set(chapter, { title }),
        undo: () => set(chapter, { title: chapter.title }),
      });
    },
    leaveOut: (chapter) =>
      void undoable({
        words: t('edition.leftOut', chapter),
        act: () => set(chapter, { omitted: true }),
        undo: () => set(chapter, { omitted: false }),
      }),
    takeIn: (chapter) =>
      void undoable({
        words: t('edition.takenIn', chapter),
        act: () => set(chapter, { omitted: false }),
        undo: () => set(chapter, { omitted: true }),
      }),
    remove: (chapter) => {
      const chapterId = chapter.id;
      void undoable({
        words: t('edition.deleted', chapter),
        act: async () => {
          show(edition.chapters.filter((row) => row.id !== chapterId));
          await api.chapters.remove({ chapterId }).finally(refresh);
        },
        undo: () => api.chapters.bringBack({ chapterId }).finally(refresh),
      });
    },
  };
}
