import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, deletedHandbooksQuery, invalidate } from '#client/api/api.ts';
import { longDate } from '#client/lib/words-of.ts';
import { Bin } from './bin.tsx';

/** The handbooks that were deleted in the last 30 days. For the owner. */
export function DeletedHandbooks() {
  const { t, i18n } = useTranslation('editions');
  const queryClient = useQueryClient();
  const deleted = useQuery(deletedHandbooksQuery()).data?.results ?? [];
  const bringBack = useMutation({
    mutationFn: (handbookId: string) => api.handbooks.bringBack({ handbookId }),
    onSettled: () => invalidate(queryClient, 'handbook', 'edition', 'chapter'),
  });
  return (
    <Bin
      summary={t('home.deleted', { count: deleted.length })}
      deleted={deleted.map(({ id, title, deletedAt }) => ({
        id,
        title,
        note: longDate(deletedAt, i18n.language),
      }))}
      bringBack={bringBack.mutate}
      error={bringBack.error}
    />
  );
}
