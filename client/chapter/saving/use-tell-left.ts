import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { showLasting } from '#client/ui/ui.ts';
import type { TellLeft } from '../room/left-rooms.ts';

/** Says on the pages after this one where the words are that were left in its chapter. */
export function useTellLeft({ id, title }: { id: string; title: string | undefined }): TellLeft {
  const { t } = useTranslation('chapter');
  const { navigate } = useRouter();
  return (words) =>
    showLasting(t(`left.${words}`, { title: title ?? t('left.untitled') }), {
      label: t('left.open'),
      go: () => void navigate({ to: '/chapters/$chapterId', params: { chapterId: id } }),
    });
}
