import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { handbookQuery } from '#client/api/api.ts';
import { EmptyState, Masthead, Page } from '#client/ui/ui.ts';
import { AskedFacts } from './asked-facts.tsx';
import { HandbookForm } from './handbook-form.tsx';
import classes from './settings.module.css';

/** What a handbook says of itself, and the facts that it asks its cities for. */
export function HandbookSettingsPage() {
  const { t } = useTranslation(['settings', 'editions', 'common']);
  const { handbook: slug } = useParams({ from: '/framed/members/handbooks/$handbook/settings' });
  const handbook = useSuspenseQuery(handbookQuery(slug)).data;
  const title = t('handbook.title', { title: handbook.title });
  return (
    <Page
      title={title}
      width="measure"
      crumbs={[
        { label: t('editions:home.title'), link: { to: '/' } },
        { label: handbook.title, link: { to: '/handbooks/$handbook', params: { handbook: slug } } },
      ]}
    >
      <Masthead title={title} />
      {handbook.may.includes('set-handbook') ? (
        <div className={classes.sections}>
          <HandbookForm handbook={handbook} />
          <AskedFacts handbook={handbook} />
        </div>
      ) : (
        <EmptyState title={t('common:error.forbidden')} />
      )}
    </Page>
  );
}
