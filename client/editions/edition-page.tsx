import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editionQuery } from '#client/api/api.ts';
import { countryName, languageName } from '#client/lib/words-of.ts';
import { EditionMembers } from '#client/people/people.ts';
import { ExportPanel } from '#client/publishing/publishing.ts';
import { accentStyle, ButtonLink, Masthead, Page } from '#client/ui/ui.ts';
import { Chapters } from './chapters/chapters.tsx';
import classes from './edition-page.module.css';
import { Facts } from './facts/facts.tsx';

/** One community's edition: its chapters, its facts, its people, and the way out as a file. */
export function EditionPage() {
  const { t, i18n } = useTranslation(['editions', 'settings', 'common']);
  const { handbook, edition: slug } = useParams({
    from: '/framed/members/handbooks/$handbook/$edition',
  });
  const edition = useSuspenseQuery(editionQuery(handbook, slug)).data;
  const title = edition.isCore ? t('common:core') : edition.city;
  const place = [
    countryName(edition.country, i18n.language),
    languageName(edition.language, i18n.language),
  ].filter((word) => word !== '');
  const basis = edition.isCore
    ? t('edition.isCore')
    : edition.basedOnRelease === null
      ? t('edition.basedOnLive')
      : t('edition.basedOn', { release: edition.basedOnRelease });
  return (
    <div style={accentStyle(edition.slug)}>
      <Page
        title={`${title} · ${edition.title}`}
        crumbs={[
          { label: t('home.title'), link: { to: '/' } },
          {
            label: edition.handbookTitle,
            link: { to: '/handbooks/$handbook', params: { handbook } },
          },
        ]}
      >
        <Masthead
          emblem={edition.slug}
          title={title}
          actions={
            <>
              {edition.may.includes('set-edition') && (
                <ButtonLink
                  to="/handbooks/$handbook/$edition/settings"
                  params={{ handbook, edition: slug }}
                  variant="subtle"
                >
                  {t('settings:open')}
                </ButtonLink>
              )}
              <ButtonLink to="." hash="export" variant="default">
                {t('edition.export')}
              </ButtonLink>
            </>
          }
        >
          {edition.ownTitle !== '' && (
            <p className={classes.title} lang={edition.language}>
              {edition.title}
            </p>
          )}
          <p>{place.join(' · ')}</p>
          <p>{basis}</p>
        </Masthead>
        <div className={classes.columns}>
          <Chapters edition={edition} />
          <div className={classes.side}>
            <div id="export">
              <ExportPanel editionId={edition.id} />
            </div>
            <Facts edition={edition} />
          </div>
          {edition.may.includes('people-edition') && <EditionMembers edition={edition} />}
        </div>
      </Page>
    </div>
  );
}
