import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api, type ChapterRow, type Edition } from '#client/api/api.ts';
import { showToast, useErrorWords, useUndoable } from '#client/ui/ui.ts';
import { useShownChapters } from './use-shown-chapters.ts';

export interface Arrange {
  /** Puts a chapter where it stands in `order`, which holds all ids. */
  readonly move: (id: string, order: readonly string[]) => void;
  readonly rename: (chapter: ChapterRow, title: string) => void;
  readonly leaveOut: (chapter: ChapterRow) => void;
  readonly takeIn: (chapter: ChapterRow) => void;
  readonly remove: (chapter: ChapterRow) => void;
  /** What the last move did, for those who do not see it. */
  readonly spoken: string;
}

/** A change of a chapter in its place. */
interface Step {
  readonly next: Partial<Pick<ChapterRow, 'title' | 'omitted'>>;
  /** Only from what it then still is; else the server refuses. */
  readonly from?: { readonly titleBefore: string };
}

/** Everything one does to an edition's chapters, seen at once and taken back when the server says no. */
export function useArrange(edition: Edition): Arrange {
  const { t } = useTranslation('editions');
  const undoable = useUndoable();
  const wordsOf = useErrorWords();
  const { show, send } = useShownChapters(edition);
  const [spoken, setSpoken] = useState('');
  /** A chapter that is there on this page and not on the server was deleted by somebody meanwhile. */
  const unlessGone = async (chapter: ChapterRow, act: Promise<unknown>) => {
    try {
      await act;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
      throw new ApiError('not-found', t('edition.gone', chapter), { cause: error });
    }
  };
  const set = (chapter: ChapterRow, { next, from }: Step) => {
    show((rows) => rows.map((row) => (row.id === chapter.id ? { ...row, ...next } : row)));
    const change = { chapterId: chapter.id, ...next, ...from };
    return unlessGone(
      chapter,
      send(() => api.chapters.change(change)),
    );
  };
  const retouch = (chapter: ChapterRow, words: string, to: { act: Step; undo: Step }) =>
    void undoable({
      words,
      act: () => set(chapter, to.act),
      undo: () => set(chapter, to.undo),
    });
  return {
    spoken,
    move: (id, order) => {
      const place = order.indexOf(id);
      const rows = order.flatMap((one) => edition.chapters.find((row) => row.id === one) ?? []);
      show(() => rows);
      const chapter = rows[place];
      if (chapter === undefined) return;
      const { title } = chapter;
      setSpoken(t('edition.moved', { title, place: place + 1, count: rows.length }));
      const change = { chapterId: id, after: rows[place - 1]?.id ?? null };
      unlessGone(
        chapter,
        send(() => api.chapters.change(change)),
      ).catch((error) => showToast(wordsOf(error)));
    },
    rename: (chapter, title) => {
      if (title === '' || title === chapter.title) return;
      retouch(chapter, t('edition.renamed', { title }), {
        act: { next: { title } },
        // Somebody may have called it something else by then, and that is theirs.
        undo: { next: { title: chapter.title }, from: { titleBefore: title } },
      });
    },
    leaveOut: (chapter) =>
      retouch(chapter, t('edition.leftOut', chapter), {
        act: { next: { omitted: true } },
        undo: { next: { omitted: false } },
      }),
    takeIn: (chapter) =>
      retouch(chapter, t('edition.takenIn', chapter), {
        act: { next: { omitted: false } },
        undo: { next: { omitted: true } },
      }),
    remove: (chapter) => {
      const chapterId = chapter.id;
      void undoable({
        words: t('edition.deleted', chapter),
        act: () => {
          show((rows) => rows.filter((row) => row.id !== chapterId));
          return unlessGone(
            chapter,
            send(() => api.chapters.remove({ chapterId })),
          );
        },
        undo: () => send(() => api.chapters.bringBack({ chapterId })),
      });
    },
  };
}
