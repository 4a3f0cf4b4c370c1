import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, beyondFields, invalidate, problemAt } from '#client/api/api.ts';
import { ErrorNote, Masthead, Page } from '#client/ui/ui.ts';
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
  const [draft, setDraft] = useState({ title: '', summary: '', language, slug: '' });
  const make = useMutation({
    mutationFn: () => api.handbooks.make({ ...draft, slug: slugOf(draft.slug) }),
    onSuccess: async (handbook) => {
      await navigate({
        to: '/handbooks/$handbook/$edition',
        params: { handbook: handbook.slug, edition: CORE_SLUG },
      });
      await invalidate(queryClient, 'handbook');
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <TextInput
        label={t('makeHandbook.name')}
        required
        withAsterisk={false}
        autoFocus
        maxLength={200}
        value={draft.title}
        onChange={(event) => {
          const title = event.currentTarget.value;
          // The address follows the title until somebody gives it words of its own.
          const isFollowing = draft.slug === slugOf(draft.title);
          setDraft({ ...draft, title, slug: isFollowing ? slugOf(title) : draft.slug });
        }}
        error={problemAt(make.error, 'title')}
      />
      <Textarea
        label={t('makeHandbook.summary')}
        description={t('makeHandbook.summaryHelp')}
        maxLength={10_000}
        value={draft.summary}
        onChange={(event) => setDraft({ ...draft, summary: event.currentTarget.value })}
        error={problemAt(make.error, 'summary')}
      />
      <LanguageSelect
        label={t('makeHandbook.language')}
        language={draft.language}
        choose={(chosen) => setDraft({ ...draft, language: chosen })}
      />
      <AddressField
        label={t('make.address')}
        before="/handbooks/"
        slug={draft.slug}
        change={(slug) => setDraft({ ...draft, slug })}
        error={problemAt(make.error, 'slug')}
      />
      <ErrorNote error={beyondFields(make.error, ['title', 'summary', 'slug'])} />
      <Button
        type="submit"
        size="md"
        disabled={draft.title.trim() === '' || draft.slug === ''}
        loading={make.isPending}
      >
        {t('makeHandbook.submit')}
      </Button>
    </form>
  );
}
