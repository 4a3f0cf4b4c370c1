import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { CityChip, CoverField } from '#client/ui/ui.ts';
import classes from './cover.module.css';

/** A handbook as a book lying on a table, and beneath it the cities that have an edition of it. */
export function Cover({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('editions');
  const cities = handbook.editions.filter((edition) => edition.city !== '');
  return (
    <article className={classes.cover}>
      <Link to="/handbooks/$handbook" params={{ handbook: handbook.slug }} className={classes.book}>
        <BookFace slug={handbook.slug} title={handbook.title} model={handbook.model} />
      </Link>
      {cities.length === 0 ? (
        <p className={classes.none}>{t('home.noCity')}</p>
      ) : (
        <ul aria-label={t('home.editions', { count: cities.length })} className={classes.cities}>
          {cities.map(({ id, slug, city }) => (
            <li key={id}>
              <Link
                to="/handbooks/$handbook/$edition"
                params={{ handbook: handbook.slug, edition: slug }}
                className={classes.city}
              >
                <CityChip slug={slug} name={city} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** The front of the book: its title, what it is about, its drawing. */
export function BookFace({ slug, title, model }: { slug: string; title: string; model: string }) {
  return (
    <span className={classes.face}>
      <span className={classes.model}>{model}</span>
      {/* A hyphen is part of a word here: “co-op” is never broken over two lines. */}
      <span className={classes.title}>{title.replaceAll('-', '\u2011')}</span>
      <span className={classes.drawing}>
        <CoverField slug={slug} />
      </span>
    </span>
  );
}
