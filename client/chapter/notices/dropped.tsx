import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OpenRoom } from '../room/room.ts';
import { useDroppedWords } from '../saving/use-dropped-words.ts';
import { Notice } from './notice.tsx';

/** One's own words that a merge took out, each with the choice to put it back. */
export function Dropped({ room }: { room: OpenRoom }) {
  const { t } = useTranslation('chapter');
  const dropped = useDroppedWords(room);
  if (dropped.length === 0) return null;
  return (
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
  );
}
