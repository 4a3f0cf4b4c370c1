import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { languageName, licenceName, longDate } from '#client/lib/words-of.ts';
import {
  accentStyle,
  ButtonLink,
  EmptyState,
  Masthead,
  Page,
  Section,
  Skeleton,
} from '#client/ui/ui.ts';
import classes from './export-page.module.css';
import { fileSize } from './file-size.ts';
import { type ShownExport, shownQuery } from './queries.ts';
import { Report } from './report.tsx';

/** The page behind a link that was passed on: what the file is, and the file. Needs no account. */
export function ExportPage() {
  const { exportId } = useParams({ from: '/framed/exports/$exportId' });
  const { key = '' } = useSearch({ from: '/framed/exports/$exportId' });
  const { t } = useTranslation(['publishing', 'common']);
  const { data, isPending } = useQuery({ ...shownQuery(exportId, key), enabled: key !== '' });
  if (data !== undefined) return <Shown shown={data} file={fileAddress(exportId, key)} />;
  if (isPending && key !== '')
    return (
      <Page title="">
        <Skeleton shape="page" />
      </Page>
    );
  return (
    <Page title={t('page.gone')} width="measure">
      <h1>{t('page.gone')}</h1>
      <EmptyState title={t('page.goneText')}>
        <ButtonLink to="/" variant="default">
          {t('common:home')}
        </ButtonLink>
      </EmptyState>
    </Page>
  );
}

function fileAddress(exportId: string, key: string): string {
  return `/exports/${exportId}/file?${new URLSearchParams({ key })}`;
}

function Shown({ shown, file }: { shown: ShownExport; file: string }) {
  const { t, i18n } = useTranslation(['publishing', 'common']);
  const edition = shown.city === '' ? t('common:core') : shown.city;
  const about = [
    t(`format.${shown.format}.name`),
    fileSize(shown.byteCount, i18n.language),
    languageName(shown.language, i18n.language),
  ];
  return (
    <div style={accentStyle(shown.editionSlug)}>
      <Page title={`${shown.title} · ${edition}`} width="measure">
        <Masthead
          emblem={shown.editionSlug}
          eyebrow={edition}
          title={<span lang={shown.language}>{shown.title}</span>}
        >
          <p>{about.join(' · ')}</p>
          <p>{t('page.made', { date: longDate(shown.finishedAt, i18n.language) })}</p>
          <div className={classes.download}>
            <Button component="a" href={file} download>
              {t('download')}
            </Button>
          </div>
        </Masthead>
        <Section title={t('page.chapters')}>
          <ol className={classes.chapters}>
            {shown.chapters.map(({ title, revision }) => (
              <li key={title}>
                <span>{title}</span>
                <span className={classes.version}>{t('page.version', { number: revision })}</span>
              </li>
            ))}
          </ol>
        </Section>
        <Section title={t('page.says')}>
          <Report lines={shown.report} />
          <p className={classes.licence}>
            {t('page.licence', { licence: licenceName(shown.licence) })}
          </p>
        </Section>
      </Page>
    </div>
  );
}
