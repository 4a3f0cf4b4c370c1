import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { ButtonLink } from '#client/ui/ui.ts';
import type { OpenRoom, RoomView } from '../room.ts';
import { keepAsFile } from '../saving/keep-as-file.ts';
import { useDroppedWords } from '../saving/use-dropped-words.ts';
import { useRoomPart } from '../use-room.ts';
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
      {refusal !== null && (
        <Notice tone="alert" title={t('refused.title')}>
          <p>{t(`refused.${refusal}`)}</p>
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => keepAsFile(chapter.title, room.ownText())}>
              {t('refused.download')}
            </Button>
            {refusal === 'sign-in' ? (
              <ButtonLink to="/sign-in" variant="default" size="compact-sm">
                {t('refused.signIn')}
              </ButtonLink>
            ) : (
              <Reload words={t('refused.reload')} />
            )}
          </Group>
        </Notice>
      )}
      {refusal === null && (
        <WhyReadOnly chapter={chapter} readOnly={readOnly} mayWrite={mayWrite} />
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

function WhyReadOnly({
  chapter,
  readOnly,
  mayWrite,
}: {
  chapter: Chapter;
  readOnly: RoomView['readOnly'];
  mayWrite: boolean;
}) {
  const { t } = useTranslation('chapter');
  if (chapter.deletedAt !== null) return <Notice tone="note">{t('readOnly.deleted')}</Notice>;
  if (!mayWrite || readOnly === 'reader')
    return <Notice tone="note">{t('readOnly.reader')}</Notice>;
  switch (readOnly) {
    case 'no':
      return null;
    case 'full':
      return <Notice tone="note">{t('readOnly.full')}</Notice>;
    case 'old':
      return (
        <Notice tone="note">
          <p>{t('readOnly.old')}</p>
          <Reload words={t('readOnly.reload')} />
        </Notice>
      );
  }
}

function Reload({ words }: { words: string }) {
  return (
    <Button variant="default" size="compact-sm" onClick={() => window.location.reload()}>
      {words}
    </Button>
  );
}
