import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '#client/ui/ui.ts';
import classes from './bin.module.css';

interface Deleted {
  readonly id: string;
  readonly title: string;
  /** When it was deleted, and by whom where that is known. */
  readonly note: string;
}

/** What was deleted in the last 30 days, folded away; not there while there is nothing. */
export function Bin({
  summary,
  deleted,
  bringBack,
  error,
}: {
  summary: string;
  deleted: readonly Deleted[];
  bringBack: (id: string) => void;
  error: unknown;
}) {
  const { t } = useTranslation('editions');
  if (deleted.length === 0) return null;
  return (
    <details className={classes.bin}>
      <summary>{summary}</summary>
      <p className={classes.note}>{t('bin.note')}</p>
      <ul>
        {deleted.map(({ id, title, note }) => (
          <li key={id}>
            <span className={classes.title}>{title}</span>
            <span className={classes.note}>{note}</span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('bin.bringBackTitle', { title })}
              onClick={() => bringBack(id)}
            >
              {t('bin.bringBack')}
            </Button>
          </li>
        ))}
      </ul>
      <ErrorNote error={error} />
    </details>
  );
}
