import { useTranslation } from 'react-i18next';
import { ApiError, api, type ChapterRow, type Edition } from '#client/api/api.ts';
import { useShownChapters } from './use-shown-chapters.ts';

/** A change of a chapter in its place. */
export interface Step {
  readonly next: Partial<Pick<ChapterRow, 'title' | 'omitted'>>;
  /** Only from what it then still is; else the server refuses. */
  readonly from?: { readonly titleBefore: string };
}

/** Changes to an edition's chapters: seen at once, and rejected with a sentence when the server says no. */
interface ChapterChanges {
  readonly retouch: (chapter: ChapterRow, step: Step) => Promise<unknown>;
  /** Puts a chapter where it stands in `rows`, which holds all of them. */
  readonly move: (chapter: ChapterRow, rows: readonly ChapterRow[]) => Promise<unknown>;
  readonly remove: (chapter: ChapterRow) => Promise<unknown>;
  readonly bringBack: (chapter: ChapterRow) => Promise<unknown>;
}

/** The same for one edition's page. */
export function useChapterChanges(edition: Edition): ChapterChanges {
  const { t } = useTranslation('editions');
  const { show, send } = useShownChapters(edition);
  /** A chapter that is there on this page and not on the server was deleted by somebody meanwhile. */
  const sendOf = async (chapter: ChapterRow, act: () => Promise<unknown>) => {
    try {
      await send(act);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
      throw new ApiError('not-found', t('edition.gone', chapter), { cause: error });
    }
  };
  return {
    retouch: (chapter, { next, from }) => {
      const { id: chapterId } = chapter;
      show((rows) => rows.map((row) => (row.id === chapterId ? { ...row, ...next } : row)));
      return sendOf(chapter, () => api.chapters.change({ chapterId, ...next, ...from }));
    },
    move: (chapter, rows) => {
      show(() => rows);
      const after = rows[rows.indexOf(chapter) - 1]?.id ?? null;
      return sendOf(chapter, () => api.chapters.change({ chapterId: chapter.id, after }));
    },
    remove: (chapter) => {
      show((rows) => rows.filter((row) => row.id !== chapter.id));
      return sendOf(chapter, () => api.chapters.remove({ chapterId: chapter.id }));
    },
    bringBack: (chapter) => send(() => api.chapters.bringBack({ chapterId: chapter.id })),
  };
}
