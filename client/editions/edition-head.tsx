import { useTranslation } from 'react-i18next';
import type { Edition } from '#client/api/api.ts';
import { countryName, languageName } from '#client/lib/words-of.ts';
import { ButtonLink, Masthead } from '#client/ui/ui.ts';
import classes from './edition-page.module.css';

/** What an edition is: its name, where and in which language, what it follows, what to do with it. */
export function EditionHead({ edition, name }: { edition: Edition; name: string }) {
  const { i18n } = useTranslation();
  const basis = useBasis(edition);
  const place = [
    countryName(edition.country, i18n.language),
    languageName(edition.language, i18n.language),
  ].filter((word) => word !== '');
  return (
    <Masthead emblem={edition.slug} title={name} actions={<Actions edition={edition} />}>
      {edition.ownTitle !== '' && (
        <p className={classes.title} lang={edition.language}>
          {edition.title}
        </p>
      )}
      <p>{place.join(' · ')}</p>
      <p>{basis}</p>
    </Masthead>
  );
}

function Actions({ edition }: { edition: Edition }) {
  const { t } = useTranslation(['editions', 'settings']);
  return (
    <>
      {edition.may.includes('set-edition') && (
        <ButtonLink
          to="/handbooks/$handbook/$edition/settings"
          params={{ handbook: edition.handbookSlug, edition: edition.slug }}
          variant="subtle"
        >
          {t('settings:open')}
        </ButtonLink>
      )}
      <ButtonLink to="." hash="export" variant="default">
        {t('edition.export')}
      </ButtonLink>
    </>
  );
}

/** What the edition was made of, as a sentence. */
function useBasis(edition: Edition): string {
  const { t } = useTranslation('editions');
  if (edition.isCore) return t('edition.isCore');
  const release = edition.basedOnRelease;
  return release === null ? t('edition.basedOnLive') : t('edition.basedOn', { release });
}
