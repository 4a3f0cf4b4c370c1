import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { editionQuery } from '#client/api/api.ts';

/** The chapters of an edition as addresses (`chapter:SLUG`); nothing where there is only one. */
export function ChapterChoice({
  edition,
  address,
  pick,
}: {
  /** By its slugs. */
  edition: { readonly handbookSlug: string; readonly slug: string };
  /** What the link leads to now, a chapter or not. */
  address: string;
  pick: (address: string) => void;
}) {
  const { t } = useTranslation('chapter');
  const chapters = useQuery(editionQuery(edition.handbookSlug, edition.slug)).data?.chapters ?? [];
  if (chapters.length <= 1) return null;
  return (
    <NativeSelect
      label={t('link.chapter')}
      value={address.startsWith('chapter:') ? address : ''}
      onChange={(event) => pick(event.currentTarget.value)}
      data={[
        { value: '', label: t('link.noChapter') },
        ...chapters.map(({ slug, title }) => ({ value: `chapter:${slug}`, label: title })),
      ]}
    />
  );
}
