import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { editionQuery } from '#client/api/api.ts';
import { never } from '#shared/errors.ts';
import type { FollowLink } from './link-clicks.ts';

/** Follows a link of the text: out in a new tab, to another chapter of the edition, or to a block here. */
export function useFollowLink(
  edition: { readonly handbookSlug: string; readonly slug: string },
  goTo: (blockId: string) => void,
): FollowLink {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { handbookSlug, slug } = edition;
  return useCallback(
    async (target) => {
      switch (target.kind) {
        case 'outside':
          window.open(target.href, '_blank', 'noopener,noreferrer');
          return;
        case 'here':
          goTo(target.block);
          return;
        case 'chapter': {
          const { chapters } = await client.fetchQuery(editionQuery(handbookSlug, slug));
          const chapter = chapters.find((one) => one.slug === target.slug);
          if (!chapter) return;
          await navigate({
            to: '/chapters/$chapterId',
            params: { chapterId: chapter.id },
            ...(target.block === null ? {} : { hash: target.block }),
          });
          return;
        }
        default:
          never(target);
      }
    },
    [client, navigate, handbookSlug, slug, goTo],
  );
}
