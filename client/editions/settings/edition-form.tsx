import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  api,
  beyondFields,
  type Edition,
  editionQuery,
  invalidate,
  problemAt,
} from '#client/api/api.ts';
import { ErrorNote, showToast } from '#client/ui/ui.ts';
import { slugOf } from '#shared/slug.ts';
import { AddressField } from '../address-field.tsx';
import { LanguageSelect } from '../language-select.tsx';
import classes from './settings.module.css';
import { useTyped } from './use-typed.ts';

/** An edition's words, place and address, saved together; of the core only its language. */
export function EditionForm({ edition }: { edition: Edition }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { draft, typed, type, saved } = useTyped({
    title: edition.ownTitle,
    summary: edition.ownSummary,
    city: edition.city,
    language: edition.language,
    slug: edition.slug,
  });
  const slug = slugOf(draft.slug);
  const save = useMutation({
    mutationFn: (words: typeof typed) =>
      api.editions.change({
        editionId: edition.id,
        ...words,
        ...(words.slug !== undefined && { slug: slugOf(words.slug) }),
      }),
    onSuccess: async (changed, words) => {
      const { handbookSlug, slug: address } = changed;
      queryClient.setQueryData(editionQuery(handbookSlug, address).queryKey, changed);
      // Away from the old address first: asked again, it would be nobody's.
      if (address !== edition.slug) {
        await navigate({
          to: '/handbooks/$handbook/$edition/settings',
          params: { handbook: handbookSlug, edition: address },
          replace: true,
        });
        queryClient.removeQueries({ queryKey: editionQuery(handbookSlug, edition.slug).queryKey });
      }
      await invalidate(queryClient, 'handbook', 'edition', 'chapter');
      saved(words);
      showToast(t('saved'));
    },
  });
  const field = (name: 'title' | 'summary' | 'city') => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      type({ [name]: event.currentTarget.value }),
    error: problemAt(save.error, name),
  });
  const isWhole = edition.isCore || (draft.city.trim() !== '' && slug !== '');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(typed);
      }}
    >
      {edition.isCore ? (
        <p className={classes.note}>{t('edition.core')}</p>
      ) : (
        <>
          <TextInput
            label={t('edition.name')}
            description={t('edition.nameHelp', { title: edition.handbookTitle })}
            lang={draft.language}
            maxLength={200}
            {...field('title')}
          />
          <Textarea
            label={t('edition.summary')}
            description={t('edition.summaryHelp')}
            lang={draft.language}
            minRows={3}
            autosize
            maxLength={10_000}
            {...field('summary')}
          />
          <TextInput
            label={t('edition.city')}
            required
            withAsterisk={false}
            maxLength={200}
            {...field('city')}
          />
        </>
      )}
      <LanguageSelect
        label={t('edition.language')}
        language={draft.language}
        choose={(language) => type({ language })}
        error={problemAt(save.error, 'language')}
      />
      {!edition.isCore && (
        <AddressField
          label={t('edition.address')}
          before={`/handbooks/${edition.handbookSlug}/`}
          slug={draft.slug}
          change={(slug) => type({ slug })}
          error={problemAt(save.error, 'slug')}
        />
      )}
      {slug !== edition.slug && (
        <p role="status" className={classes.warning}>
          {t('edition.linksChange')}
        </p>
      )}
      <ErrorNote error={beyondFields(save.error, Object.keys(draft))} />
      <Button type="submit" disabled={!isWhole} loading={save.isPending}>
        {t('save')}
      </Button>
    </form>
  );
}
