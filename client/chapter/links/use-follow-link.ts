import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { editionQuery } from '#client/api/api.ts';
import { showToast, useErrorWords } from '#client/ui/ui.ts';
import { never } from '#shared/errors.ts';
import type { LinkTarget } from './link-address.ts';
import type { FollowLink } from './link-clicks.ts';

/**
 * Follows a link of the text: out in a new tab, to another chapter of the edition, or to a block here
 * (`goTo` is false where there is none). One that leads nowhere says so.
 */
export function useFollowLink(
  edition: { readonly handbookSlug: string; readonly slug: string },
  goTo: (blockId: string) => boolean,
): FollowLink {
  const { t } = useTranslation('chapter');
  const wordsOf = useErrorWords();
  const openChapter = useOpenChapter(edition);
  return (target) => {
    switch (target.kind) {
      case 'outside':
        window.open(target.href, '_blank', 'noopener,noreferrer');
        return;
      case 'here':
        if (!goTo(target.block)) showToast(t('link.noSuchPlace'));
        return;
      case 'chapter':
        openChapter(target).then(
          (isThere) => isThere || showToast(t('link.noSuchChapter')),
          (error: unknown) => showToast(wordsOf(error)),
        );
        return;
      default:
        never(target);
    }
  };
}

type ChapterTarget = Extract<LinkTarget, { readonly kind: 'chapter' }>;

/** Opens a chapter of the edition; false when it has none of this name. Rejects with `ApiError`. */
function useOpenChapter({
  handbookSlug,
  slug,
}: {
  readonly handbookSlug: string;
  readonly slug: string;
}): (target: ChapterTarget) => Promise<boolean> {
  const navigate = useNavigate();
  const client = useQueryClient();
  return async (target) => {
    const { chapters } = await client.fetchQuery({
      ...editionQuery(handbookSlug, slug),
      // Whoever clicked waits for it: without a connection it fails, and does not begin one day.
      networkMode: 'always',
      retry: false,
    });
    const chapter = chapters.find((one) => one.slug === target.slug);
    if (!chapter) return false;
    await navigate({
      to: '/chapters/$chapterId',
      params: { chapterId: chapter.id },
      ...(target.block === null ? {} : { hash: target.block }),
    });
    return true;
  };
}
