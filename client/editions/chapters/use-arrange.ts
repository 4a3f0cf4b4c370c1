import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChapterRow, Edition } from '#client/api/api.ts';
import { showToast, useErrorWords, useUndoable } from '#client/ui/ui.ts';
import { type Step, useChapterChanges } from './use-chapter-changes.ts';

/** What one does to an edition's chapters. */
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

/** The same in words: each change is told with the way back, and so is a server that says no. */
export function useArrange(edition: Edition): Arrange {
  const { t } = useTranslation('editions');
  const undoable = useUndoable();
  const wordsOf = useErrorWords();
  const changes = useChapterChanges(edition);
  const [spoken, setSpoken] = useState('');
  const retouch = (chapter: ChapterRow, words: string, to: { act: Step; undo: Step }) =>
    void undoable({
      words,
      act: () => changes.retouch(chapter, to.act),
      undo: () => changes.retouch(chapter, to.undo),
    });
  return {
    spoken,
    move: (id, order) => {
      const rows = order.flatMap((one) => edition.chapters.find((row) => row.id === one) ?? []);
      const chapter = rows.find((row) => row.id === id);
      if (chapter === undefined) return;
      const place = rows.indexOf(chapter) + 1;
      setSpoken(t('edition.moved', { title: chapter.title, place, count: rows.length }));
      changes.move(chapter, rows).catch((error) => showToast(wordsOf(error)));
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
    remove: (chapter) =>
      void undoable({
        words: t('edition.deleted', chapter),
        act: () => changes.remove(chapter),
        undo: () => changes.bringBack(chapter),
      }),
  };
}
