import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, deletedChaptersQuery, invalidate } from '#client/api/api.ts';
import { longDate } from '#client/lib/words-of.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import classes from './deleted-chapters.module.css';

/** What was deleted in the last 30 days, folded away; not there while there is nothing. */
export function DeletedChapters({ editionId }: { editionId: string }) {
  const { t, i18n } = useTranslation('editions');
  const queryClient = useQueryClient();
  const deleted = useQuery(deletedChaptersQuery(editionId)).data?.results ?? [];
  const bringBack = useMutation({
    mutationFn: (chapterId: string) => api.chapters.bringBack({ chapterId }),
    onSettled: () => invalidate(queryClient, 'edition', 'handbook'),
  });
  if (deleted.length === 0) return null;
  return (
    <details className={classes.deleted}>
      <summary>{t('edition.deletedChapters', { count: deleted.length })}</summary>
      <p className={classes.note}>{t('edition.deletedNote')}</p>
      <ul>
        {deleted.map(({ id, title, deletedAt, deletedBy }) => (
          <li key={id}>
            <span className={classes.title}>{title}</span>
            <span className={classes.note}>
              {t('edition.deletedBy', {
                name: deletedBy,
                date: longDate(deletedAt, i18n.language),
              })}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('edition.bringBackTitle', { title })}
              onClick={() => bringBack.mutate(id)}
            >
              {t('edition.bringBack')}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorNote error={bringBack.error} />
    </details>
  );
}
