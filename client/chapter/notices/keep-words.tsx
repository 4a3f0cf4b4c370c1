import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OpenRoom } from '../room/room.ts';
import { keepAsFile } from '../saving/keep-as-file.ts';

/** Saves one's own text as a file, named after the chapter. */
export function KeepWords({ title, room }: { title: string; room: OpenRoom }) {
  const { t } = useTranslation('chapter');
  return (
    <Button size="compact-sm" onClick={() => keepAsFile(title, room.ownText())}>
      {t('refused.download')}
    </Button>
  );
}
