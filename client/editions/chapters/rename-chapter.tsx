import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A chapter's title as a field in its place: Enter or leaving keeps it, Escape does not. */
export function RenameChapter({
  title,
  rename,
  close,
}: {
  title: string;
  rename: (title: string) => void;
  close: () => void;
}) {
  const { t } = useTranslation('editions');
  const [draft, setDraft] = useState(title);
  const keep = () => {
    rename(draft.trim());
    close();
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
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') close();
      }}
    />
  );
}
