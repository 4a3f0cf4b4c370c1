import { useTranslation } from 'react-i18next';
import type { Edition, Handbook } from '#client/api/api.ts';
import { countryName } from '#client/lib/words-of.ts';
import { Emblem } from '#client/ui/ui.ts';
import classes from './consequences.module.css';
import type { Place } from './place.ts';

/** What making the edition will do, before it is done; with the emblem that the city will have. */
export function Consequences({
  handbook,
  core,
  place,
  slug,
}: {
  handbook: Handbook;
  core: Edition;
  place: Place | undefined;
  slug: string;
}) {
  const { t, i18n } = useTranslation('editions');
  const chapters = core.chapters.filter((chapter) => !chapter.omitted).length;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <section aria-label={t('make.consequences')} className={classes.sheet}>
      {place === undefined || slug === '' ? (
        <p className={classes.name}>{t('make.consequences')}</p>
      ) : (
        <div className={classes.head}>
          <Emblem slug={slug} size={72} />
          <div>
            <p className={classes.name}>{place.city}</p>
            <p className={classes.country}>{countryName(place.country, i18n.language)}</p>
          </div>
        </div>
      )}
      <ul>
        <li>{t('make.chapters', { count: chapters })}</li>
        <li>{t('make.own')}</li>
        {handbook.facts.length > 0 && (
          <li>
            {t('make.facts', {
              count: handbook.facts.length,
              facts: list.format(handbook.facts.map((fact) => fact.label)),
            })}
          </li>
        )}
        <li>{t('make.coreStays')}</li>
      </ul>
    </section>
  );
}
