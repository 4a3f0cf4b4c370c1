import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Chapter, chapterQuery, factsQuery } from '#client/api/api.ts';
import {
  accentStyle,
  ButtonLink,
  EmptyState,
  ErrorNote,
  Masthead,
  Page,
  Skeleton,
} from '#client/ui/ui.ts';
import { NameDialog } from '../actions/name-dialog.tsx';
import { type Version, versionsQuery } from '../queries.ts';
import { ReadingProvider } from '../text/reading.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { useSeen } from '../timeline/use-seen.ts';
import classes from './history-page.module.css';
import { Scrubber } from './scrubber.tsx';
import { VersionText } from './version-text.tsx';

const FROM = '/framed/members/chapters/$chapterId/history';

/** What a chapter said before, who changed it, and the way back. */
export function HistoryPage() {
  const { t } = useTranslation(['history', 'common']);
  const { chapterId } = useParams({ from: FROM });
  const chapter = useSuspenseQuery(chapterQuery(chapterId)).data;
  const { edition } = chapter;
  const facts = useQuery(factsQuery(edition.id)).data?.facts ?? [];
  const [isKeeping, setKeeping] = useState(false);
  const mayWrite = chapter.may.some((action) => action.startsWith('write-'));
  const editionName = edition.isCore ? t('common:core') : edition.city;
  return (
    <div style={accentStyle(edition.slug)}>
      <Page
        title={t('pageTitle', { chapter: chapter.title })}
        crumbs={[
          {
            label: edition.handbookTitle,
            link: { to: '/handbooks/$handbook', params: { handbook: edition.handbookSlug } },
          },
          {
            label: editionName,
            link: {
              to: '/handbooks/$handbook/$edition',
              params: { handbook: edition.handbookSlug, edition: edition.slug },
            },
          },
          { label: chapter.title, link: { to: '/chapters/$chapterId', params: { chapterId } } },
        ]}
      >
        <Masthead
          eyebrow={t('eyebrow')}
          title={chapter.title}
          actions={
            <>
              <ButtonLink to="/chapters/$chapterId" params={{ chapterId }} variant="default">
                {t('toChapter')}
              </ButtonLink>
              {mayWrite && <Button onClick={() => setKeeping(true)}>{t('keep.open')}</Button>}
            </>
          }
        />
        <ReadingProvider value={{ handbookId: edition.handbookId, facts }}>
          <Versions chapter={chapter} mayWrite={mayWrite} />
        </ReadingProvider>
        {isKeeping && (
          <NameDialog chapterId={chapterId} version={undefined} close={() => setKeeping(false)} />
        )}
      </Page>
    </div>
  );
}

/** The timeline beside the version that was chosen from it. */
function Versions({ chapter, mayWrite }: { chapter: Chapter; mayWrite: boolean }) {
  const { t } = useTranslation('history');
  const query = useInfiniteQuery(versionsQuery(chapter.id));
  const versions = query.data?.pages.flatMap(({ results }) => results) ?? [];
  const newest = versions[0]?.number;
  const seen = useSeen(chapter.id, newest);
  const { shown, against, show, compareWith } = useShown(newest);
  if (query.error !== null) return <ErrorNote error={query.error} again={() => query.refetch()} />;
  if (query.data === undefined) return <Skeleton shape="text" />;
  if (newest === undefined) return <EmptyState title={t('empty')} />;
  return (
    <>
      <Scrubber versions={versions} shown={shown} show={show} />
      <div className={classes.columns}>
        <nav aria-label={t('timeline')} className={classes.side}>
          <h2>{t('timeline')}</h2>
          <Timeline versions={versions} shown={shown} seen={seen} show={show} />
          {query.hasNextPage && (
            <Button
              className={classes.older}
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('older')}
            </Button>
          )}
          <p className={classes.hint}>{t('hint')}</p>
        </nav>
        <VersionText
          chapter={chapter}
          versions={versions}
          shown={shown}
          against={against}
          mayWrite={mayWrite}
          compareWith={compareWith}
        />
      </div>
    </>
  );
}

/** The version in the address, or the newest; compared with the one named there, or the one before. */
function useShown(newest: Version['number'] | undefined) {
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/chapters/$chapterId/history' });
  const shown = search.version ?? newest ?? 0;
  const against = search.against === shown ? shown - 1 : (search.against ?? shown - 1);
  return {
    shown,
    against,
    // Stepping on compares each with the one before it again. The way back leads out of the page.
    show: (number: number) =>
      void navigate({ search: { version: number }, replace: true, resetScroll: false }),
    compareWith: (number: number) =>
      void navigate({
        search: { version: shown, against: number },
        replace: true,
        resetScroll: false,
      }),
  };
}
