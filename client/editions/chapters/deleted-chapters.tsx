import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, deletedChaptersQuery, invalidate } from '#client/api/api.ts';
import { longDate } from '#client/lib/words-of.ts';
import { Bin } from '../bin.tsx';

/** An edition's chapters that were deleted in the last 30 days. */
export function DeletedChapters({ editionId }: { editionId: string }) {
  const { t, i18n } = useTranslation('editions');
  const queryClient = useQueryClient();
  const deleted = useQuery(deletedChaptersQuery(editionId)).data?.results ?? [];
  const bringBack = useMutation({
    mutationFn: (chapterId: string) => api.chapters.bringBack({ chapterId }),
    onSettled: () => invalidate(queryClient, 'edition', 'handbook'),
  });
  return (
    <Bin
      summary={t('edition.deletedChapters', { count: deleted.length })}
      deleted={deleted.map(({ id, title, deletedAt, deletedBy }) => ({
        id,
        title,
        note: t('edition.deletedBy', {
          name: deletedBy,
          date: longDate(deletedAt, i18n.language),
        }),
      }))}
      bringBack={bringBack.mutate}
      error={bringBack.error}
    />
  );
}
