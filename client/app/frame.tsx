import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from '#client/people/people.ts';
import { Emblem, SkipLink } from '#client/ui/ui.ts';
import classes from './frame.module.css';
import { Waiting } from './waiting.tsx';

/** What stands above every page but the editor: the product's name, and who you are. */
export function Frame() {
  const { t } = useTranslation();
  return (
    <>
      <SkipLink to="#page">{t('skip')}</SkipLink>
      <header className={classes.bar}>
        <Link to="/" className={classes.name}>
          <Emblem slug="commonbook" size={26} />
          {t('product')}
        </Link>
        <AccountMenu />
      </header>
      <main id="page" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}
