import { useTranslation } from 'react-i18next';
import type { OpenRoom } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { KeepWords } from './keep-words.tsx';
import { Notice } from './notice.tsx';

/** For a page that does not show the chapter: words of one's own that this device still has of it. */
export function WordsLeftHere({ room }: { room: OpenRoom }) {
  const { t } = useTranslation('chapter');
  const hasUnsent = useRoomPart(room, (view) => view.isReady && view.hasUnsent);
  const isKept = useRoomPart(room, (view) => view.isKept);
  if (!hasUnsent) return null;
  return (
    <Notice tone="alert" title={t('refused.title')}>
      <p>{t('refused.not-found')}</p>
      {isKept && <p>{t('refused.kept')}</p>}
      <KeepWords title="" room={room} />
    </Notice>
  );
}
