import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

export interface Crumb {
  readonly label: string;
  readonly link: Pick<LinkProps, 'to' | 'params'>;
}

/**
 * The frame of a page: the browser's title, the way back up, and the measure. `crumbs` are the pages
 * above this one, from the top; the start page needs not be named.
 */
export function Page({
  title,
  crumbs = [],
  width = 'page',
  children,
}: {
  title: string;
  crumbs?: readonly Crumb[];
  width?: 'page' | 'measure' | 'narrow';
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.page} data-width={width}>
      <title>{title === '' ? t('product') : `${title} · ${t('product')}`}</title>
      {crumbs.length > 0 && (
        <nav aria-label={t('crumbs')} className={classes.crumbs}>
          <ol>
            {crumbs.map(({ label, link }) => (
              <li key={label}>
                <Link {...link}>{label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {children}
    </div>
  );
}
