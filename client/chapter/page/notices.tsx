import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { ButtonLink } from '#client/ui/ui.ts';
import type { OpenRoom, RoomRefusal, RoomView } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { keepAsFile } from '../saving/keep-as-file.ts';
import { useDroppedWords } from '../saving/use-dropped-words.ts';
import { Notice } from './notice.tsx';

/** What stands above the text when something is not as usual: why one may only read, words to rescue. */
export function Notices({
  chapter,
  room,
  mayWrite,
}: {
  chapter: Chapter;
  room: OpenRoom;
  mayWrite: boolean;
}) {
  const { t } = useTranslation('chapter');
  const refusal = useRoomPart(room, (view) => view.refusal);
  const readOnly = useRoomPart(room, (view) => view.readOnly);
  const dropped = useDroppedWords(room);
  return (
    <>
      {refusal !== null && <Refused chapter={chapter} room={room} refusal={refusal} />}
      {refusal === null && (
        <WhyReadOnly chapter={chapter} room={room} readOnly={readOnly} mayWrite={mayWrite} />
      )}
      {dropped.length > 0 && (
        <Notice tone="alert" title={t('dropped.title')}>
          <p>{t('dropped.text')}</p>
          {dropped.map(({ key, text }) => (
            <div key={key}>
              <q>{text}</q>
              <Group gap="xs" mt={4}>
                <Button size="compact-sm" onClick={() => room.putBack(key)}>
                  {t('dropped.putBack')}
                </Button>
                <Button variant="default" size="compact-sm" onClick={() => room.leaveOut(key)}>
                  {t('dropped.dismiss')}
                </Button>
              </Group>
            </div>
          ))}
        </Notice>
      )}
    </>
  );
}

function Refused({
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
  const { handbookSlug, slug } = chapter.edition;
  return (
    <Notice tone="alert" {...(isNotSaved ? { title: t('refused.title') } : {})}>
      <p>{t(`refused.${refusal}`)}</p>
      {isKept && BRINGS_BACK.includes(refusal) && <p>{t('refused.kept')}</p>}
      <Group gap="xs">
        <KeepWords title={chapter.title} room={room} />
        {refusal === 'sign-in' ? (
          <ButtonLink to="/sign-in" variant="default" size="compact-sm">
            {t('refused.signIn')}
          </ButtonLink>
        ) : refusal === 'deleted' ? (
          <ButtonLink
            to="/handbooks/$handbook/$edition"
            params={{ handbook: handbookSlug, edition: slug }}
            variant="default"
            size="compact-sm"
          >
            {t('refused.toEdition')}
          </ButtonLink>
        ) : (
          <Reload words={t('refused.reload')} />
        )}
      </Group>
    </Notice>
  );
}

/** Refusals of a chapter that may be there again one day. */
const BRINGS_BACK: readonly RoomRefusal[] = ['deleted', 'not-found'];

function WhyReadOnly({
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
  const withRights = readOnly === 'no' && isFull ? 'full' : readOnly;
  const why = chapter.deletedAt !== null ? 'deleted' : mayWrite ? withRights : 'reader';
  // It changes twice with every key, and matters only beside such a reason.
  const hasUnsent = useRoomPart(room, (view) => why !== 'no' && view.hasUnsent);
  if (why === 'no') return null;
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

function KeepWords({ title, room }: { title: string; room: OpenRoom }) {
  const { t } = useTranslation('chapter');
  return (
    <Button size="compact-sm" onClick={() => keepAsFile(title, room.ownText())}>
      {t('refused.download')}
    </Button>
  );
}

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

function Reload({ words }: { words: string }) {
  return (
    <Button variant="default" size="compact-sm" onClick={() => window.location.reload()}>
      {words}
    </Button>
  );
}
