import { Button, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, invalidate } from '#client/api/api.ts';
import { ErrorNote, Masthead, Page, useForm } from '#client/ui/ui.ts';
import { CORE_SLUG } from '#shared/emblem/emblem.ts';
import { slugOf } from '#shared/slug.ts';
import { AddressField } from '../address-field.tsx';
import { LanguageSelect } from '../language-select.tsx';
import classes from './make.module.css';

/** A new handbook: its title, what it is for, its language. The common text comes with it, empty. */
export function MakeHandbookPage() {
  const { t, i18n } = useTranslation('editions');
  return (
    <Page
      title={t('makeHandbook.title')}
      width="measure"
      crumbs={[{ label: t('home.title'), link: { to: '/' } }]}
    >
      <Masthead title={t('makeHandbook.title')}>
        <p>{t('makeHandbook.text')}</p>
      </Masthead>
      <MakeHandbook language={i18n.language} />
    </Page>
  );
}

function MakeHandbook({ language }: { language: string }) {
  const { t } = useTranslation('editions');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({
    stored: { title: '', summary: '', language, slug: '' },
    send: (draft) => api.handbooks.make({ ...draft, slug: slugOf(draft.slug) }),
    sent: async (handbook) => {
      await navigate({
        to: '/handbooks/$handbook/$edition',
        params: { handbook: handbook.slug, edition: CORE_SLUG },
      });
      await invalidate(queryClient, 'handbook');
    },
  });
  const { draft } = form;
  return (
    <form className={classes.form} onSubmit={form.submit}>
      <TextInput
        label={t('makeHandbook.name')}
        required
        autoFocus
        maxLength={200}
        {...form.field('title')}
        onChange={(event) => {
          const title = event.currentTarget.value;
          // The address follows the title until somebody gives it words of its own.
          const isFollowing = draft.slug === slugOf(draft.title);
          form.change({ title, slug: isFollowing ? slugOf(title) : draft.slug });
        }}
      />
      <Textarea
        label={t('makeHandbook.summary')}
        description={t('makeHandbook.summaryHelp')}
        maxLength={10_000}
        {...form.field('summary')}
      />
      <LanguageSelect
        label={t('makeHandbook.language')}
        language={draft.language}
        choose={(chosen) => form.change({ language: chosen })}
        error={form.problemOf('language')}
      />
      <AddressField
        label={t('make.address')}
        before="/handbooks/"
        slug={draft.slug}
        change={(slug) => form.change({ slug })}
        error={form.problemOf('slug')}
      />
      <ErrorNote error={form.error} />
      <Button
        type="submit"
        size="md"
        disabled={draft.title.trim() === '' || draft.slug === ''}
        loading={form.isSending}
      >
        {t('makeHandbook.submit')}
      </Button>
    </form>
  );
}
