import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { countryName, languageName, timeAgo } from '#client/lib/words-of.ts';
import { Emblem, EmptyState, QuietLink, Section } from '#client/ui/ui.ts';
import classes from './cities.module.css';

/** The cities that have an edition: emblem, language, and how fresh it is. */
export function Cities({ handbook }: { handbook: Handbook }) {
  const { t, i18n } = useTranslation('editions');
  const cities = handbook.editions.filter((edition) => edition.city !== '');
  const now = Date.now();
  return (
    <Section title={t('handbook.cities')}>
      {cities.length === 0 ? (
        <EmptyState title={t('handbook.noCities')}>
          <p>{t('handbook.noCitiesText')}</p>
        </EmptyState>
      ) : (
        <ul className={classes.cities}>
          {cities.map(({ id, slug, title, city, country, language, editedAt }) => (
            <li key={id}>
              <Emblem slug={slug} size={44} />
              <div>
                <QuietLink
                  to="/handbooks/$handbook/$edition"
                  params={{ handbook: handbook.slug, edition: slug }}
                  className={classes.name}
                >
                  {city}
                </QuietLink>
                {title !== handbook.title && <p lang={language}>{title}</p>}
                <p>
                  {[countryName(country, i18n.language), languageName(language, i18n.language)]
                    .filter((word) => word !== '')
                    .join(' · ')}
                </p>
                <p>
                  {editedAt === null
                    ? t('handbook.untouched')
                    : t('handbook.edited', { ago: timeAgo(editedAt, now, i18n.language) })}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
