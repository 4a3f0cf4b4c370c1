import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError, type Chapter, chapterQuery, meQuery } from '#client/api/api.ts';
import {
  accentStyle,
  ButtonLink,
  ErrorNote,
  Masthead,
  Page,
  Skeleton,
  SkipLink,
} from '#client/ui/ui.ts';
import '#client/ui/prose.css';
import '../writing/writing.css';
import { WordsLeftHere } from '../notices/words-left-here.tsx';
import type { OpenRoom } from '../room/room.ts';
import { useRoom } from '../room/use-room.ts';
import { useTellLeft } from '../saving/use-tell-left.ts';
import classes from './chapter-page.module.css';
import { OpenChapter } from './open-chapter.tsx';

/** One chapter, open for writing to whom may write, for reading to everyone else. */
export function ChapterPage() {
  const { chapterId = '' } = useParams({ strict: false });
  // Another chapter is another room and another editor.
  return <ChapterById key={chapterId} chapterId={chapterId} />;
}

function ChapterById({ chapterId }: { chapterId: string }) {
  const { t } = useTranslation('chapter');
  const chapter = useQuery(chapterQuery(chapterId));
  const me = useQuery(meQuery());
  const person = me.data === undefined ? undefined : (me.data.person ?? NOBODY);
  // The text is on its way while the server is still asked for the chapter's place and rights.
  const tell = useTellLeft({ id: chapterId, title: chapter.data?.title });
  const room = useRoom(chapterId, person?.id, tell);
  if (chapter.data !== undefined && person !== undefined)
    return (
      <ChapterFrame chapter={chapter.data}>
        <OpenChapter chapter={chapter.data} me={person} room={room} />
      </ChapterFrame>
    );
  const error = chapter.error ?? me.error;
  if (error instanceof ApiError && error.code === 'not-found') return <LostChapter room={room} />;
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
      <title>{`${chapter.title} · ${chapter.edition.title} · ${t('common:product')}`}</title>
      <SkipLink to="#text">{t('skip')}</SkipLink>
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

function LostChapter({ room }: { room: OpenRoom | undefined }) {
  const { t } = useTranslation('chapter');
  return (
    <main>
      <Page title={t('lost.title')} width="measure">
        <Masthead title={t('lost.title')}>
          <p>{t('lost.text')}</p>
        </Masthead>
        {room !== undefined && <WordsLeftHere room={room} />}
        <ButtonLink to="/">{t('lost.home')}</ButtonLink>
      </Page>
    </main>
  );
}
