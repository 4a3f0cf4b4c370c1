import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Edition, editionQuery, invalidate } from '#client/api/api.ts';
import { type Form, showToast, useForm } from '#client/ui/ui.ts';
import { slugOf } from '#shared/slug.ts';

type Field = 'title' | 'summary' | 'city' | 'language' | 'slug';

/** What can be said of an edition, and its way to the server; then the page of the new address. */
export function useEditionForm(edition: Edition): Form<Field> {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const goOn = async ({ handbookSlug, slug }: Edition) => {
    await navigate({
      to: '/handbooks/$handbook/$edition/settings',
      params: { handbook: handbookSlug, edition: slug },
      replace: true,
    });
    queryClient.removeQueries({ queryKey: editionQuery(handbookSlug, edition.slug).queryKey });
  };
  return useForm<Field, Edition>({
    stored: {
      title: edition.ownTitle,
      summary: edition.ownSummary,
      city: edition.city,
      language: edition.language,
      slug: edition.slug,
    },
    send: (_, { slug, ...words }) =>
      api.editions.change({
        editionId: edition.id,
        ...words,
        ...(slug !== undefined && { slug: slugOf(slug) }),
      }),
    sent: async (changed) => {
      const { handbookSlug, slug } = changed;
      queryClient.setQueryData(editionQuery(handbookSlug, slug).queryKey, changed);
      // Away from the old address first: asked again, it would be nobody's.
      if (slug !== edition.slug) await goOn(changed);
      await invalidate(queryClient, 'handbook', 'edition', 'chapter');
      showToast(t('saved'));
    },
  });
}
