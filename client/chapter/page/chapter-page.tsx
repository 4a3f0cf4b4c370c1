import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, type Chapter, chapterQuery, meQuery } from '#client/api/api.ts';
import { accentStyle, ButtonLink, ErrorNote, Masthead, Page, Skeleton } from '#client/ui/ui.ts';
import '#client/ui/prose.css';
import '../writing/writing.css';
import classes from './chapter-page.module.css';
import { OpenChapter } from './open-chapter.tsx';

/** One chapter, open for writing to whom may write, for reading to everyone else. */
export function ChapterPage() {
  const { t } = useTranslation('chapter');
  const { chapterId = '' } = useParams({ strict: false });
  const chapter = useQuery(chapterQuery(chapterId));
  const me = useQuery(meQuery());
  if (chapter.data !== undefined && me.data !== undefined)
    return (
      <ChapterFrame chapter={chapter.data}>
        <OpenChapter
          // Another chapter is another room and another editor.
          key={chapter.data.id}
          chapter={chapter.data}
          me={me.data.person ?? NOBODY}
        />
      </ChapterFrame>
    );
  const error = chapter.error ?? me.error;
  if (error instanceof ApiError && error.code === 'not-found') return <LostChapter />;
  if (error !== null)
    return (
      <Page title={t('broken.title')} width="measure">
        <Masthead title={t('broken.title')} />
        <ErrorNote
          error={error}
          again={() => void Promise.all([chapter.refetch(), me.refetch()])}
        />
      </Page>
    );
  return <ChapterWaiting />;
}

const NOBODY = { id: '', name: '' } as const;

function ChapterFrame({ chapter, children }: { chapter: Chapter; children: React.ReactNode }) {
  const { t } = useTranslation(['chapter', 'common']);
  return (
    <div className={classes.page} style={accentStyle(chapter.edition.slug)}>
      <title>{`${chapter.title} · ${chapter.edition.handbookTitle} · ${t('common:product')}`}</title>
      <a href="#text" className={classes.skip}>
        {t('skip')}
      </a>
      {children}
    </div>
  );
}

/** The shape of a chapter, before anything of it is known. */
function ChapterWaiting() {
  return (
    <div className={classes.page}>
      <div className={classes.layout}>
        <div className={classes.waiting}>
          <Skeleton shape="text" />
        </div>
      </div>
    </div>
  );
}

function LostChapter() {
  const { t } = useTranslation('chapter');
  return (
    <main>
      <Page title={t('lost.title')} width="measure">
        <Masthead title={t('lost.title')}>
          <p>{t('lost.text')}</p>
        </Masthead>
        <ButtonLink to="/">{t('lost.home')}</ButtonLink>
      </Page>
    </main>
  );
}
