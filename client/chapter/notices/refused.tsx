import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { ButtonLink } from '#client/ui/ui.ts';
import type { OpenRoom, RoomRefusal } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { KeepWords } from './keep-words.tsx';
import { Notice } from './notice.tsx';
import { Reload } from './reload.tsx';

/** Refusals of a chapter that may be there again one day. */
const BRINGS_BACK: readonly RoomRefusal[] = ['deleted', 'not-found'];

/** Why the server let the line go, and what becomes of the words that it did not take. */
export function Refused({
  chapter,
  room,
  refusal,
}: {
  chapter: Chapter;
  room: OpenRoom;
  refusal: RoomRefusal;
}) {
  const { t } = useTranslation('chapter');
  const isNotSaved = useRoomPart(room, ({ saving }) => saving.kind === 'refused');
  const isKept = useRoomPart(room, (view) => view.isKept);
  return (
    <Notice tone="alert" {...(isNotSaved ? { title: t('refused.title') } : {})}>
      <p>{t(`refused.${refusal}`)}</p>
      {isKept && BRINGS_BACK.includes(refusal) && <p>{t('refused.kept')}</p>}
      <Group gap="xs">
        <KeepWords title={chapter.title} room={room} />
        <WayOn edition={chapter.edition} refusal={refusal} />
      </Group>
    </Notice>
  );
}

/** Where the cause can be mended. */
function WayOn({ edition, refusal }: { edition: Chapter['edition']; refusal: RoomRefusal }) {
  const { t } = useTranslation('chapter');
  if (refusal === 'sign-in')
    return (
      <ButtonLink to="/sign-in" variant="default" size="compact-sm">
        {t('refused.signIn')}
      </ButtonLink>
    );
  if (refusal === 'deleted')
    return (
      <ButtonLink
        to="/handbooks/$handbook/$edition"
        params={{ handbook: edition.handbookSlug, edition: edition.slug }}
        variant="default"
        size="compact-sm"
      >
        {t('refused.toEdition')}
      </ButtonLink>
    );
  return <Reload words={t('refused.reload')} />;
}
