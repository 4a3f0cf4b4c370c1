import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editionQuery, handbookQuery } from '#client/api/api.ts';
import { HandbookMembers, useMe } from '#client/people/people.ts';
import { ButtonLink, Page } from '#client/ui/ui.ts';
import { CORE_SLUG } from '#shared/emblem/emblem.ts';
import { Cities } from './cities.tsx';
import { Contents } from './contents.tsx';
import { BookFace } from './cover.tsx';
import { DeleteHandbook } from './delete-handbook.tsx';
import classes from './handbook-page.module.css';
import { HandbookTerms } from './handbook-terms.tsx';

/** A handbook: its cover and terms, the common text's chapters, and the cities beside them. */
export function HandbookPage() {
  const { t } = useTranslation(['editions', 'settings']);
  const { handbook: slug } = useParams({ from: '/framed/members/handbooks/$handbook' });
  const handbook = useSuspenseQuery(handbookQuery(slug)).data;
  const { isOwner } = useMe();
  const core = useSuspenseQuery(editionQuery(slug, CORE_SLUG)).data;
  return (
    <Page title={handbook.title} crumbs={[{ label: t('home.title'), link: { to: '/' } }]}>
      <header className={classes.head}>
        <div className={classes.cover}>
          <BookFace slug={handbook.slug} title={handbook.title} model={handbook.model} />
        </div>
        <div className={classes.words}>
          <h1>{handbook.title}</h1>
          <p className={classes.summary}>{handbook.summary}</p>
          <HandbookTerms handbook={handbook} />
          <div className={classes.actions}>
            {handbook.may.includes('make-edition') && (
              <ButtonLink to="/handbooks/$handbook/make-edition" params={{ handbook: slug }}>
                {t('handbook.makeEdition')}
              </ButtonLink>
            )}
            <ButtonLink
              to="/handbooks/$handbook/$edition"
              params={{ handbook: slug, edition: CORE_SLUG }}
              variant="default"
            >
              {t('handbook.openCore')}
            </ButtonLink>
            {handbook.may.includes('set-handbook') && (
              <ButtonLink
                to="/handbooks/$handbook/settings"
                params={{ handbook: slug }}
                variant="subtle"
              >
                {t('settings:open')}
              </ButtonLink>
            )}
          </div>
        </div>
      </header>
      <div className={classes.columns}>
        <Contents edition={core} />
        <Cities handbook={handbook} />
      </div>
      {handbook.may.includes('people-handbook') && (
        <div className={classes.people}>
          <HandbookMembers handbook={handbook} />
        </div>
      )}
      {isOwner && (
        <div className={classes.end}>
          <DeleteHandbook handbook={handbook} />
        </div>
      )}
    </Page>
  );
}
