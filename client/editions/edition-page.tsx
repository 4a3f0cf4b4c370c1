import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CALM_MS, editionQuery } from '#client/api/api.ts';
import { EditionMembers } from '#client/people/people.ts';
import { ExportPanel } from '#client/publishing/publishing.ts';
import { accentStyle, Page } from '#client/ui/ui.ts';
import { Chapters } from './chapters/chapters.tsx';
import { EditionHead } from './edition-head.tsx';
import classes from './edition-page.module.css';
import { Facts } from './facts/facts.tsx';

/** One community's edition: its chapters, its facts, its people, and the way out as a file. */
export function EditionPage() {
  const { t } = useTranslation(['editions', 'common']);
  const { handbook, edition: slug } = useParams({
    from: '/framed/members/handbooks/$handbook/$edition',
  });
  const { data: edition } = useSuspenseQuery({
    ...editionQuery(handbook, slug),
    // What others write and arrange meanwhile.
    refetchInterval: CALM_MS,
  });
  const name = edition.isCore ? t('common:core') : edition.city;
  return (
    <div style={accentStyle(edition.slug)}>
      <Page
        title={`${name} · ${edition.title}`}
        crumbs={[
          { label: t('home.title'), link: { to: '/' } },
          {
            label: edition.handbookTitle,
            link: { to: '/handbooks/$handbook', params: { handbook } },
          },
        ]}
      >
        <EditionHead edition={edition} name={name} />
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
