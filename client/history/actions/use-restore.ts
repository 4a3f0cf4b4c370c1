import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, invalidate } from '#client/api/api.ts';
import { showToast } from '#client/ui/ui.ts';

interface Wanted {
  readonly number: number;
  /** Only these blocks; the whole chapter when there are none. */
  readonly blocks?: readonly string[];
}

/** Brings a chapter, or some of its blocks, back, and offers to take exactly that back. */
export function useRestore(chapterId: string) {
  const { t } = useTranslation(['history', 'common']);
  const queryClient = useQueryClient();
  const asked = ({ number, blocks }: Wanted) => ({
    chapterId,
    number,
    ...(blocks === undefined ? {} : { blocks: [...blocks] }),
  });
  const undo = async (wanted: Wanted, before: number) => {
    try {
      const { stayedCount } = await api.revisions.undoRestore({ ...asked(wanted), before });
      await invalidate(queryClient, 'chapter');
      showToast(
        stayedCount === 0 ? t('common:undone') : t('undone.stayed', { count: stayedCount }),
      );
    } catch {
      // The text is as it is shown, and the earlier versions are all still there.
      showToast(t('restored.failed'));
    }
  };
  return useMutation({
    mutationFn: async (wanted: Wanted) => {
      const restored = await api.revisions.restore(asked(wanted));
      await invalidate(queryClient, 'chapter');
      return restored;
    },
    onSuccess: ({ changed, before }, wanted) => {
      if (!changed) return showToast(t('restored.same'));
      const words = t(wanted.blocks === undefined ? 'restored.whole' : 'restored.block');
      showToast(words, () => void undo(wanted, before));
    },
  });
}
