import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, invalidate } from '#client/api/api.ts';
import { showToast } from '#client/ui/ui.ts';

interface Wanted {
  readonly number: number;
  /** Only these blocks; the whole chapter when there are none. */
  readonly blocks?: readonly string[];
}

/** Brings a chapter, or some of its blocks, back, and offers to take that back. */
export function useRestore(chapterId: string, newest: number) {
  const { t } = useTranslation('history');
  const queryClient = useQueryClient();
  const restore = async ({ number, blocks }: Wanted) => {
    const only = blocks === undefined ? {} : { blocks: [...blocks] };
    const result = await api.revisions.restore({ chapterId, number, ...only });
    await invalidate(queryClient, 'chapter');
    return result;
  };
  return useMutation({
    mutationFn: restore,
    onSuccess: (result, { blocks }) => {
      // Nothing was made when the text already was as it should become.
      if (result.number <= newest || result.reason !== 'restore')
        return showToast(t('restored.same'));
      const before = { number: result.number - 1, ...(blocks === undefined ? {} : { blocks }) };
      showToast(t(blocks === undefined ? 'restored.whole' : 'restored.block'), () => {
        // A failure leaves the text as it is shown, and the earlier versions are all still there.
        restore(before).catch(() => showToast(t('restored.failed')));
      });
    },
  });
}
