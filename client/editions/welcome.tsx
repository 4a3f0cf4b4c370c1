import { useTranslation } from 'react-i18next';
import { ButtonLink, Emblem, Page } from '#client/ui/ui.ts';
import classes from './welcome.module.css';

/** Places whose emblems show what an edition looks like; nothing is said about the cities. */
const SHOWN = ['ghent', 'lisbon', 'krakow', 'barcelona', 'leipzig', 'turin', 'porto', 'tartu'];

/** What this is, for somebody who is not signed in. */
export function Welcome() {
  const { t } = useTranslation('editions');
  return (
    <Page title="">
      <div className={classes.welcome}>
        <div className={classes.words}>
          <h1>{t('welcome.title')}</h1>
          <p>{t('welcome.text')}</p>
          <ButtonLink to="/sign-in" size="md">
            {t('welcome.signIn')}
          </ButtonLink>
        </div>
        <div aria-hidden="true" className={classes.emblems}>
          {SHOWN.map((slug) => (
            <Emblem key={slug} slug={slug} size={120} />
          ))}
        </div>
      </div>
    </Page>
  );
}
