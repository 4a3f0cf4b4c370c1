import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { isReadOnly, type OpenRoom, type RoomView } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { KeepWords } from './keep-words.tsx';
import { Notice } from './notice.tsx';
import { Reload } from './reload.tsx';

/** Why one may only read, or not write more; nothing where one may write. */
export function WhyReadOnly({
  chapter,
  room,
  readOnly,
  mayWrite,
}: {
  chapter: Chapter;
  room: OpenRoom;
  readOnly: RoomView['readOnly'];
  mayWrite: boolean;
}) {
  const { t } = useTranslation('chapter');
  const isFull = useRoomPart(room, (view) => view.isFull);
  const withRights = isReadOnly(readOnly) ? readOnly : isFull ? 'full' : undefined;
  const why = chapter.deletedAt !== null ? 'deleted' : mayWrite ? withRights : 'reader';
  // It changes twice with every key, and matters only beside such a reason.
  const hasUnsent = useRoomPart(room, (view) => why !== undefined && view.hasUnsent);
  if (why === undefined) return null;
  const reload = why === 'old' && <Reload words={t('readOnly.reload')} />;
  // One may read on, but what one wrote last was not taken.
  if (hasUnsent)
    return (
      <Notice tone="alert" title={t('refused.title')}>
        <p>{t(`readOnly.${why}`)}</p>
        <Group gap="xs">
          <KeepWords title={chapter.title} room={room} />
          {reload}
        </Group>
      </Notice>
    );
  return (
    <Notice tone="note">
      <p>{t(`readOnly.${why}`)}</p>
      {reload}
    </Notice>
  );
}
