import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, invalidate } from '#client/api/api.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import type { Version } from '../queries.ts';
import classes from './name-dialog.module.css';

interface NameDialogProps {
  chapterId: string;
  /** The version to be named; undefined keeps the text as it stands now. */
  version: Version | undefined;
  close: () => void;
}

/** Names a version, or keeps the text as it stands as a version with a name. */
export function NameDialog({ chapterId, version, close }: NameDialogProps) {
  const { t } = useTranslation(['history', 'common']);
  const queryClient = useQueryClient();
  const [name, setName] = useState(version?.name ?? '');
  const save = useMutation({
    mutationFn: (name: string) =>
      version === undefined
        ? api.revisions.keep({ chapterId, name })
        : api.revisions.name({ chapterId, number: version.number, name }),
    onSuccess: async () => {
      await invalidate(queryClient, 'chapter');
      close();
    },
  });
  const wanted = name.trim();
  // A name can be taken away again, but nothing can be kept under none.
  const isReady = wanted !== '' || version !== undefined;
  return (
    <Modal
      opened
      onClose={close}
      title={t(version === undefined ? 'keep.title' : 'name.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) save.mutate(wanted);
        }}
      >
        <TextInput
          label={t('name.label')}
          description={t(version === undefined ? 'keep.help' : 'name.help')}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ErrorNote error={save.error} />
        <div className={classes.deeds}>
          <Button variant="default" onClick={close}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={save.isPending}>
            {t(version === undefined ? 'keep.save' : 'name.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
