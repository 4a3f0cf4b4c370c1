import { Button, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Edition } from '#client/api/api.ts';
import { ErrorNote } from '#client/ui/ui.ts';
import { slugOf } from '#shared/slug.ts';
import { AddressField } from '../address-field.tsx';
import { LanguageSelect } from '../language-select.tsx';
import classes from './settings.module.css';
import { useEditionForm } from './use-edition-form.ts';

/** An edition's words, place and address, saved together; of the core only its language. */
export function EditionForm({ edition }: { edition: Edition }) {
  const { t } = useTranslation('settings');
  const form = useEditionForm(edition);
  const slug = slugOf(form.draft.slug);
  const isWhole = edition.isCore || (form.draft.city.trim() !== '' && slug !== '');
  return (
    <form className={classes.form} onSubmit={form.submit}>
      {edition.isCore ? (
        <p className={classes.note}>{t('edition.core')}</p>
      ) : (
        <EditionWords edition={edition} form={form} />
      )}
      <LanguageSelect
        label={t('edition.language')}
        language={form.draft.language}
        choose={(language) => form.change({ language })}
        error={form.problemOf('language')}
      />
      {!edition.isCore && (
        <AddressField
          label={t('edition.address')}
          before={`/handbooks/${edition.handbookSlug}/`}
          slug={form.draft.slug}
          change={(typed) => form.change({ slug: typed })}
          error={form.problemOf('slug')}
        />
      )}
      {slug !== edition.slug && (
        <p role="status" className={classes.warning}>
          {t('edition.linksChange')}
        </p>
      )}
      <ErrorNote error={form.error} />
      <Button type="submit" disabled={!isWhole} loading={form.isSending}>
        {t('save')}
      </Button>
    </form>
  );
}

/** What a city's edition is called, what it is about, and where it is. */
function EditionWords({
  edition,
  form,
}: {
  edition: Edition;
  form: ReturnType<typeof useEditionForm>;
}) {
  const { t } = useTranslation('settings');
  const { language } = form.draft;
  return (
    <>
      <TextInput
        label={t('edition.name')}
        description={t('edition.nameHelp', { title: edition.handbookTitle })}
        lang={language}
        maxLength={200}
        {...form.field('title')}
      />
      <Textarea
        label={t('edition.summary')}
        description={t('edition.summaryHelp')}
        lang={language}
        minRows={3}
        maxLength={10_000}
        {...form.field('summary')}
      />
      <TextInput label={t('edition.city')} required maxLength={200} {...form.field('city')} />
    </>
  );
}
