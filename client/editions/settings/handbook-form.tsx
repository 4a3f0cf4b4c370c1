import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, beyondFields, type Handbook, invalidate, problemAt } from '#client/api/api.ts';
import { ErrorNote, Section, showToast } from '#client/ui/ui.ts';
import classes from './settings.module.css';
import { useTyped } from './use-typed.ts';

/** Title, summary, model and licence, saved together. */
export function HandbookForm({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const { title, summary, model, licence } = handbook;
  const { draft, typed, type, saved } = useTyped({ title, summary, model, licence });
  const save = useMutation({
    mutationFn: (words: typeof typed) =>
      api.handbooks.change({ handbookId: handbook.id, ...words }),
    onSuccess: async (_, words) => {
      await invalidate(queryClient, 'handbook', 'edition', 'chapter');
      saved(words);
      showToast(t('saved'));
    },
  });
  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      type({ [name]: event.currentTarget.value }),
    error: problemAt(save.error, name),
  });
  return (
    <Section title={t('handbook.words')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(typed);
        }}
      >
        <TextInput
          label={t('handbook.name')}
          required
          withAsterisk={false}
          maxLength={200}
          {...field('title')}
        />
        <Textarea
          label={t('handbook.summary')}
          description={t('handbook.summaryHelp')}
          minRows={3}
          autosize
          maxLength={10_000}
          {...field('summary')}
        />
        <TextInput
          label={t('handbook.model')}
          description={t('handbook.modelHelp')}
          maxLength={200}
          {...field('model')}
        />
        <TextInput
          label={t('handbook.licence')}
          description={t('handbook.licenceHelp')}
          maxLength={60}
          {...field('licence')}
        />
        <ErrorNote error={beyondFields(save.error, Object.keys(draft))} />
        <Button type="submit" disabled={draft.title.trim() === ''} loading={save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Section>
  );
}
