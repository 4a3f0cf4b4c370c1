import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editionQuery } from '#client/api/api.ts';
import { accentStyle, EmptyState, Masthead, Page } from '#client/ui/ui.ts';
import { EditionForm } from './edition-form.tsx';

/** What an edition says of itself, and where it is. */
export function EditionSettingsPage() {
  const { t } = useTranslation(['settings', 'editions', 'common']);
  const { handbook, edition: slug } = useParams({
    from: '/framed/members/handbooks/$handbook/$edition/settings',
  });
  const edition = useSuspenseQuery(editionQuery(handbook, slug)).data;
  const name = edition.isCore ? t('common:core') : edition.city;
  const title = t('edition.title', { name });
  return (
    <div style={accentStyle(edition.slug)}>
      <Page
        title={title}
        width="measure"
        crumbs={[
          { label: t('editions:home.title'), link: { to: '/' } },
          {
            label: edition.handbookTitle,
            link: { to: '/handbooks/$handbook', params: { handbook } },
          },
          {
            label: name,
            link: { to: '/handbooks/$handbook/$edition', params: { handbook, edition: slug } },
          },
        ]}
      >
        <Masthead title={title} />
        {edition.may.includes('set-edition') ? (
          <EditionForm edition={edition} />
        ) : (
          <EmptyState title={t('common:error.forbidden')} />
        )}
      </Page>
    </div>
  );
}
