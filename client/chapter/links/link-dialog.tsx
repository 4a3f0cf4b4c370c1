import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editionQuery } from '#client/api/api.ts';
import { readLinkAddress } from './link-address.ts';
import { linkAtCursor, removeLink, setLink } from './link-at-cursor.ts';

/** Asks where the selected words lead; for the link at the cursor, changes it or takes it away. */
export function LinkDialog({
  editor,
  edition,
  close,
}: {
  editor: Editor;
  /** The edition whose chapters are offered, by its slugs. */
  edition: { readonly handbookSlug: string; readonly slug: string };
  /** Called when done, after the cursor is back in the text. */
  close: () => void;
}) {
  const { t } = useTranslation('chapter');
  const [before] = useState(() => linkAtCursor(editor));
  const [typed, setTyped] = useState(before.href);
  const [words, setWords] = useState('');
  const [isChecked, setChecked] = useState(false);
  const chapters = useQuery(editionQuery(edition.handbookSlug, edition.slug)).data?.chapters ?? [];
  const address = readLinkAddress(typed);
  const needsWords = !before.hasWords;
  const isMissing = needsWords && words.trim() === '' && address.kind !== 'good';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (address.kind !== 'good') return;
    setLink(editor, address.href, needsWords ? words.trim() || typed.trim() : null);
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('link.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          {needsWords && (
            <TextInput
              label={t('link.words')}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          <TextInput
            data-autofocus
            label={t('link.address')}
            description={t('link.hint')}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChecked(false);
            }}
            error={isChecked && address.kind !== 'good' ? t(`link.${address.kind}`) : null}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
          />
          {chapters.length > 1 && (
            <NativeSelect
              label={t('link.chapter')}
              value={typed.startsWith('chapter:') ? typed : ''}
              onChange={(event) => setTyped(event.currentTarget.value)}
              data={[
                { value: '', label: t('link.noChapter') },
                ...chapters.map(({ slug, title }) => ({ value: `chapter:${slug}`, label: title })),
              ]}
            />
          )}
          <Group justify="space-between">
            {before.href === '' ? (
              <span />
            ) : (
              <Button
                variant="subtle"
                onClick={() => {
                  removeLink(editor);
                  close();
                }}
              >
                {t('link.remove')}
              </Button>
            )}
            <Button type="submit" disabled={isMissing && typed === ''}>
              {t('link.set')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
