import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ChapterChoice } from './chapter-choice.tsx';
import { useLinkForm } from './use-link-form.ts';

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
  const { t } = useTranslation(['chapter', 'common']);
  const link = useLinkForm(editor, close);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    link.set();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('link.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          {link.needsWords && (
            <TextInput
              label={t('link.words')}
              value={link.words}
              onChange={(event) => link.setWords(event.currentTarget.value)}
            />
          )}
          <TextInput
            data-autofocus
            label={t('link.address')}
            description={t('link.hint')}
            value={link.typed}
            onChange={(event) => link.type(event.currentTarget.value)}
            error={link.fault && t(`link.${link.fault}`)}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
          />
          <ChapterChoice edition={edition} address={link.typed} pick={link.pick} />
          <Group justify="space-between">
            {link.isThere ? (
              <Button variant="subtle" onClick={link.remove}>
                {t('link.remove')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" disabled={link.isEmpty}>
              {t('link.set')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
