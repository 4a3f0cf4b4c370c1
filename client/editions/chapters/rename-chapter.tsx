import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A chapter's title as a field in its place: Enter or leaving keeps it, Escape does not. */
export function RenameChapter({
  title,
  rename,
  close,
}: {
  title: string;
  rename: (title: string) => void;
  /** Told whether it was left by a key, and the focus belongs back where it came from. */
  close: (by: 'key' | 'pointer') => void;
}) {
  const { t } = useTranslation('editions');
  const [draft, setDraft] = useState(title);
  // Leaving by a key also takes the focus away; it is left once.
  const isLeft = useRef(false);
  const leave = (by: 'key' | 'pointer', title: string | undefined) => {
    if (isLeft.current) return;
    isLeft.current = true;
    if (title !== undefined) rename(title.trim());
    close(by);
  };
  return (
    <TextInput
      size="sm"
      aria-label={t('edition.newTitle')}
      autoFocus
      maxLength={200}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => leave('pointer', draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave('key', draft);
        if (event.key === 'Escape') leave('key', undefined);
      }}
    />
  );
}
