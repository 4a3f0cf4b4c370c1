import { Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Handbook, invalidate } from '#client/api/api.ts';
import { ErrorNote, Section, showToast, useForm } from '#client/ui/ui.ts';
import classes from './settings.module.css';

/** Title, summary, model and licence, saved together. */
export function HandbookForm({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const { title, summary, model, licence } = handbook;
  const form = useForm({
    stored: { title, summary, model, licence },
    send: (_, typed) => api.handbooks.change({ handbookId: handbook.id, ...typed }),
    sent: async () => {
      await invalidate(queryClient, 'handbook', 'edition', 'chapter');
      showToast(t('saved'));
    },
  });
  return (
    <Section title={t('handbook.words')}>
      <form className={classes.form} onSubmit={form.submit}>
        <TextInput label={t('handbook.name')} required maxLength={200} {...form.field('title')} />
        <Textarea
          label={t('handbook.summary')}
          description={t('handbook.summaryHelp')}
          minRows={3}
          maxLength={10_000}
          {...form.field('summary')}
        />
        <TextInput
          label={t('handbook.model')}
          description={t('handbook.modelHelp')}
          maxLength={200}
          {...form.field('model')}
        />
        <TextInput
          label={t('handbook.licence')}
          description={t('handbook.licenceHelp')}
          maxLength={60}
          {...form.field('licence')}
        />
        <ErrorNote error={form.error} />
        <Button type="submit" disabled={form.draft.title.trim() === ''} loading={form.isSending}>
          {t('save')}
        </Button>
      </form>
    </Section>
  );
}
