import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Edition, invalidate } from '#client/api/api.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import classes from './add-chapter.module.css';

/** One field: a title becomes an empty chapter at the end. */
export function AddChapter({ edition }: { edition: Edition }) {
  const { t } = useTranslation('editions');
  const queryClient = useQueryClient();
  const [title, setTitle] = useState('');
  const add = useMutation({
    mutationFn: () =>
      api.chapters.add({
        editionId: edition.id,
        title: title.trim(),
        after: edition.chapters.at(-1)?.id ?? null,
      }),
    onSuccess: async () => {
      setTitle('');
      await invalidate(queryClient, 'edition', 'handbook');
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') add.mutate();
      }}
    >
      <TextInput
        className={classes.field}
        size="sm"
        aria-label={t('edition.addTitle')}
        placeholder={t('edition.addTitle')}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        {t('edition.add')}
      </Button>
      <ErrorNote error={add.error} />
    </form>
  );
}
