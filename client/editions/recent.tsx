import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { recentChaptersQuery } from '#client/api/api.ts';
import { timeAgo } from '#client/lib/words-of.ts';
import { Emblem, QuietLink } from '#client/ui/ui.ts';
import classes from './recent.module.css';

/** The chapters that somebody wrote in last, newest first. */
export function Recent() {
  const { t, i18n } = useTranslation(['editions', 'common']);
  const { chapters } = useSuspenseQuery(recentChaptersQuery()).data;
  const now = Date.now();
  const people = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  if (chapters.length === 0) return <p className={classes.none}>{t('home.nothingEdited')}</p>;
  return (
    <ul className={classes.rows}>
      {chapters.map(({ id, title, edition, handbook, editedAt, editedBy }) => (
        <li key={id}>
          <Emblem slug={edition.slug} size={28} />
          <span className={classes.words}>
            <QuietLink to="/chapters/$chapterId" params={{ chapterId: id }} lang={edition.language}>
              {title}
            </QuietLink>
            <span className={classes.place}>
              {edition.city === '' ? t('common:core') : edition.city}
              {' · '}
              <span lang={edition.language}>{handbook.title}</span>
            </span>
            <span className={classes.place}>
              <time dateTime={new Date(editedAt).toISOString()}>
                {timeAgo(editedAt, now, i18n.language)}
              </time>
              {editedBy.length > 0 && ` · ${people.format(editedBy)}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
