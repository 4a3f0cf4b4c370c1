import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { languageName } from '#client/lib/words-of.ts';
import { CityChip, QuietLink } from '#client/ui/ui.ts';
import { withoutAccents } from '#shared/slug.ts';
import classes from './make.module.css';
import type { Place } from './place.ts';

/** The editions that the handbook has for this place already, to go and write there instead. */
export function EditionsThere({
  handbook,
  place,
}: {
  handbook: Handbook;
  place: Place | undefined;
}) {
  const { t, i18n } = useTranslation('editions');
  if (place === undefined) return null;
  const there = handbook.editions.filter(
    ({ city, country }) =>
      country === place.country && withoutAccents(city) === withoutAccents(place.city),
  );
  if (there.length === 0) return null;
  return (
    <div role="status" className={classes.there}>
      <p>{t('make.there', { city: place.city, count: there.length })}</p>
      <ul>
        {there.map(({ id, slug, city, language }) => (
          <li key={id}>
            <QuietLink
              to="/handbooks/$handbook/$edition"
              params={{ handbook: handbook.slug, edition: slug }}
            >
              <CityChip slug={slug} name={`${city} · ${languageName(language, i18n.language)}`} />
            </QuietLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
