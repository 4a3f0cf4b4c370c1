import { Button } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  api,
  beyondFields,
  editionQuery,
  type Handbook,
  handbookQuery,
  invalidate,
  problemAt,
} from '#client/api/api.ts';
import { likelyLanguage } from '#client/lib/languages.ts';
import { accentStyle, ErrorNote, Masthead, Page } from '#client/ui/ui.ts';
import { CORE_SLUG } from '#shared/emblem/emblem.ts';
import { slugOf } from '#shared/slug.ts';
import { AddressField } from '../address-field.tsx';
import { LanguageSelect } from '../language-select.tsx';
import { Consequences } from './consequences.tsx';
import { EditionsThere } from './editions-there.tsx';
import classes from './make.module.css';
import type { Place } from './place.ts';
import { PlaceField } from './place-field.tsx';

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
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const core = useSuspenseQuery(editionQuery(handbook.slug, CORE_SLUG)).data;
  const [place, setPlace] = useState<Place>();
  const [slug, setSlug] = useState('');
  const [language, setLanguage] = useState<string>(handbook.language);
  const make = useMutation({
    mutationFn: (chosen: Place) =>
      api.editions.make({ handbookId: handbook.id, ...chosen, language, slug: slugOf(slug) }),
    onSuccess: async (edition) => {
      await navigate({
        to: '/handbooks/$handbook/$edition',
        params: { handbook: handbook.slug, edition: edition.slug },
      });
      await invalidate(queryClient, 'handbook', 'edition', 'people');
    },
    // Somebody else may have made the same city's edition a moment ago: then it is shown.
    onError: () => invalidate(queryClient, 'handbook'),
  });
  const choose = (chosen: Place | undefined) => {
    setPlace(chosen);
    setSlug(freeSlug(slugOf(chosen?.city ?? ''), handbook));
    setLanguage(likelyLanguage(chosen?.country ?? '') ?? handbook.language);
  };
  const needsAddress =
    place !== undefined && slug === '' ? t('make.needsAddress', { city: place.city }) : undefined;
  const isTaken = handbook.editions.some((edition) => edition.slug === slugOf(slug));
  return (
    <div className={classes.columns} style={accentStyle(slugOf(slug) || CORE_SLUG)}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (place !== undefined && !isTaken) make.mutate(place);
        }}
      >
        <PlaceField choose={choose} error={problemAt(make.error, 'city')} />
        <EditionsThere handbook={handbook} place={place} />
        <LanguageSelect
          label={t('make.language')}
          description={t('make.languageHelp')}
          language={language}
          choose={setLanguage}
        />
        <AddressField
          label={t('make.address')}
          before={`/handbooks/${handbook.slug}/`}
          slug={slug}
          change={setSlug}
          error={isTaken ? t('make.taken') : (problemAt(make.error, 'slug') ?? needsAddress)}
        />
        <ErrorNote error={beyondFields(make.error, ['city', 'slug'])} />
        <Button
          type="submit"
          size="md"
          disabled={place === undefined || slug === '' || isTaken}
          loading={make.isPending}
        >
          {place === undefined ? t('make.submit') : t('make.submitFor', { city: place.city })}
        </Button>
      </form>
      <Consequences handbook={handbook} core={core} place={place} slug={slugOf(slug)} />
    </div>
  );
}

/** `ghent`, or `ghent-2` where the handbook has a Ghent already; '' for ''. */
function freeSlug(slug: string, handbook: Handbook): string {
  if (slug === '') return '';
  const taken = new Set(handbook.editions.map((edition) => edition.slug));
  let free = slug;
  for (let number = 2; taken.has(free); number += 1) free = `${slug}-${number}`;
  return free;
}
