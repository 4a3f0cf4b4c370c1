import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  beyondFields,
  editionQuery,
  type Handbook,
  handbookQuery,
  problemAt,
} from '#client/api/api.ts';
import { accentStyle, ErrorNote, Masthead, Page } from '#client/ui/ui.ts';
import { CORE_SLUG } from '#shared/emblem/emblem.ts';
import { slugOf } from '#shared/slug.ts';
import { AddressField } from '../address-field.tsx';
import { LanguageSelect } from '../language-select.tsx';
import { Consequences } from './consequences.tsx';
import { EditionsThere } from './editions-there.tsx';
import classes from './make.module.css';
import { PlaceField } from './place-field.tsx';
import { useMakeEdition } from './use-make-edition.ts';

/** A city's own edition of a handbook: which city, in which language, at which address. */
export function MakeEditionPage() {
  const { t } = useTranslation('editions');
  const { handbook: slug } = useParams({
    from: '/framed/members/handbooks/$handbook/make-edition',
  });
  const handbook = useSuspenseQuery(handbookQuery(slug)).data;
  return (
    <Page
      title={t('make.title')}
      crumbs={[
        { label: t('home.title'), link: { to: '/' } },
        { label: handbook.title, link: { to: '/handbooks/$handbook', params: { handbook: slug } } },
      ]}
    >
      <Masthead title={t('make.title')}>
        <p>{t('make.text', { title: handbook.title })}</p>
      </Masthead>
      <MakeEdition handbook={handbook} />
    </Page>
  );
}

function MakeEdition({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('editions');
  const core = useSuspenseQuery(editionQuery(handbook.slug, CORE_SLUG)).data;
  const make = useMakeEdition(handbook);
  const { place, slug, isTaken, error } = make;
  const needsAddress =
    place !== undefined && slug === '' ? t('make.needsAddress', { city: place.city }) : undefined;
  return (
    <div className={classes.columns} style={accentStyle(slugOf(slug) || CORE_SLUG)}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.send();
        }}
      >
        <PlaceField choose={make.choose} error={problemAt(error, 'city')} />
        <EditionsThere handbook={handbook} place={place} />
        <LanguageSelect
          label={t('make.language')}
          description={t('make.languageHelp')}
          language={make.language}
          choose={make.setLanguage}
        />
        <AddressField
          label={t('make.address')}
          before={`/handbooks/${handbook.slug}/`}
          slug={slug}
          change={make.setSlug}
          error={isTaken ? t('make.taken') : (problemAt(error, 'slug') ?? needsAddress)}
        />
        <ErrorNote error={beyondFields(error, ['city', 'slug'])} />
        <Button
          type="submit"
          size="md"
          disabled={place === undefined || slug === '' || isTaken}
          loading={make.isSending}
        >
          {place === undefined ? t('make.submit') : t('make.submitFor', { city: place.city })}
        </Button>
      </form>
      <Consequences handbook={handbook} core={core} place={place} slug={slugOf(slug)} />
    </div>
  );
}
