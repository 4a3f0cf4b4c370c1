import { useTranslation } from 'react-i18next';
import { ButtonLink, Masthead, Page } from '#client/ui/ui.ts';

/** The same for what does not exist and for what may not be seen, so that neither tells. */
export function LostPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('lost.title')} width="measure">
      <Masthead title={t('lost.title')}>
        <p>{t('lost.text')}</p>
      </Masthead>
      <ButtonLink to="/">{t('lost.home')}</ButtonLink>
    </Page>
  );
}
