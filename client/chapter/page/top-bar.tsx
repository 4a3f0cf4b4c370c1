import { IconArrowLeft, IconFileExport, IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { Emblem } from '#client/ui/ui.ts';
import classes from './top-bar.module.css';

/**
 * The slim bar over a chapter: back to its edition, its name, and at the other end who is here,
 * whether it is saved, its earlier versions, its export.
 */
export function TopBar({ chapter, children }: { chapter: Chapter; children?: ReactNode }) {
  const { t } = useTranslation('chapter');
  const { edition } = chapter;
  const editionName = edition.isCore ? t('bar.core') : edition.city;
  const toEdition = {
    to: '/handbooks/$handbook/$edition',
    params: { handbook: edition.handbookSlug, edition: edition.slug },
  } as const;
  return (
    <header className={classes.bar}>
      <Link
        {...toEdition}
        className={classes.back}
        aria-label={t('bar.back', { edition: editionName })}
      >
        <IconArrowLeft className={classes.arrow} size={18} aria-hidden="true" />
        <Emblem slug={edition.slug} size={22} />
        <span className={classes.edition}>{editionName}</span>
      </Link>
      <span className={classes.title}>{chapter.title}</span>
      <div className={classes.end}>
        {children}
        <Link
          to="/chapters/$chapterId/history"
          params={{ chapterId: chapter.id }}
          className={classes.link}
          aria-label={t('bar.history')}
          title={t('bar.history')}
        >
          <IconHistory size={19} stroke={1.75} aria-hidden="true" />
          <span>{t('bar.history')}</span>
        </Link>
        <Link
          {...toEdition}
          hash="export"
          className={classes.link}
          aria-label={t('bar.export')}
          title={t('bar.export')}
        >
          <IconFileExport size={19} stroke={1.75} aria-hidden="true" />
          <span>{t('bar.export')}</span>
        </Link>
      </div>
    </header>
  );
}
