import { useTranslation } from 'react-i18next';
import { useErrorWords } from './error-note.tsx';
import { showToast } from './toast-store.ts';

export interface Undoable {
  /** What is told once it is done: “‘Shops’ is deleted.” */
  readonly words: string;
  readonly act: () => Promise<unknown>;
  /** Takes it back. */
  readonly undo: () => Promise<unknown>;
}

/**
 * Does something at once and offers to take it back, in place of asking “are you sure”. What fails is
 * told in the same place, and then nothing is offered.
 */
export function useUndoable(): (step: Undoable) => Promise<void> {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const attempt = async (act: () => Promise<unknown>, then: () => void) => {
    try {
      await act();
    } catch (error) {
      showToast(wordsOf(error));
      return;
    }
    then();
  };
  return ({ words, act, undo }) =>
    attempt(act, () => showToast(words, () => void attempt(undo, () => showToast(t('undone')))));
}
