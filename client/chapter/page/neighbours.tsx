import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import classes from './neighbours.module.css';

/** The chapters before and behind this one. */
export function Neighbours({ chapter: { previous, next } }: { chapter: Chapter }) {
  const { t } = useTranslation('chapter');
  if (previous === null && next === null) return null;
  return (
    <nav aria-label={t('neighbours.label')} className={classes.neighbours}>
      {previous === null ? (
        <span />
      ) : (
        <Link to="/chapters/$chapterId" params={{ chapterId: previous.id }} rel="prev">
          <span className={classes.where}>{t('neighbours.previous')}</span>
          {previous.title}
        </Link>
      )}
      {next !== null && (
        <Link
          to="/chapters/$chapterId"
          params={{ chapterId: next.id }}
          rel="next"
          className={classes.next}
        >
          <span className={classes.where}>{t('neighbours.next')}</span>
          {next.title}
        </Link>
      )}
    </nav>
  );
}
