import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { timeAgo } from '#client/lib/words-of.ts';
import { Emblem, QuietLink } from '#client/ui/ui.ts';
import classes from './recent.module.css';

/** How many editions are listed: what one remembers having worked on. */
const SHOWN = 6;

/** The editions that somebody wrote in last, newest first. */
export function Recent({ handbooks }: { handbooks: readonly Handbook[] }) {
  const { t, i18n } = useTranslation(['editions', 'common']);
  const recent = handbooks
    .flatMap((handbook) => handbook.editions.map((edition) => ({ handbook, edition })))
    .flatMap(({ handbook, edition }) =>
      edition.editedAt === null ? [] : [{ handbook, edition, editedAt: edition.editedAt }],
    )
    .toSorted((a, b) => b.editedAt - a.editedAt)
    .slice(0, SHOWN);
  const now = Date.now();
  if (recent.length === 0) return <p className={classes.none}>{t('home.nothingEdited')}</p>;
  return (
    <ul className={classes.rows}>
      {recent.map(({ handbook, edition, editedAt }) => (
        <li key={edition.id}>
          <Emblem slug={edition.slug} size={28} />
          <span className={classes.words}>
            <QuietLink
              to="/handbooks/$handbook/$edition"
              params={{ handbook: handbook.slug, edition: edition.slug }}
            >
              {edition.city === '' ? t('common:core') : edition.city}
            </QuietLink>
            <span className={classes.handbook}>{handbook.title}</span>
          </span>
          <time dateTime={new Date(editedAt).toISOString()}>
            {timeAgo(editedAt, now, i18n.language)}
          </time>
        </li>
      ))}
    </ul>
  );
}
