import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Handbook, invalidate } from '#client/api/api.ts';
import { likelyLanguage } from '#client/lib/languages.ts';
import { firstFree, slugOf } from '#shared/slug.ts';
import type { Place } from './place.ts';

/** A city's edition as it is being thought out. */
interface EditionPlan {
  readonly place: Place | undefined;
  /** Takes a place, and with it the address and the language that it most likely wants. */
  readonly choose: (place: Place | undefined) => void;
  readonly slug: string;
  readonly setSlug: (slug: string) => void;
  /** The handbook has an edition at this address. */
  readonly isTaken: boolean;
  readonly language: string;
  readonly setLanguage: (language: string) => void;
  /** Makes the edition and goes there; nothing while it has no place or no address of its own. */
  readonly send: () => void;
  readonly isSending: boolean;
  readonly error: unknown;
}

/** The same for one handbook, and its way to the server. */
export function useMakeEdition(handbook: Handbook): EditionPlan {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [place, setPlace] = useState<Place>();
  const [slug, setSlug] = useState('');
  const [language, setLanguage] = useState<string>(handbook.language);
  const isTaken = handbook.editions.some((edition) => edition.slug === slugOf(slug));
  const make = useMutation({
    mutationFn: (chosen: Place) =>
      api.editions.make({ handbookId: handbook.id, ...chosen, language, slug: slugOf(slug) }),
    onSuccess: async (edition) => {
      await navigate({
        to: '/handbooks/$handbook/$edition',
        params: { handbook: handbook.slug, edition: edition.slug },
      });
      await invalidate(queryClient, 'handbook', 'edition', 'people');
    },
    // Somebody else may have made the same city's edition a moment ago: then it is shown.
    onError: () => invalidate(queryClient, 'handbook'),
  });
  return {
    place,
    choose: (chosen) => {
      setPlace(chosen);
      setSlug(freeSlug(slugOf(chosen?.city ?? ''), handbook));
      setLanguage(likelyLanguage(chosen?.country ?? '') ?? handbook.language);
    },
    slug,
    setSlug,
    isTaken,
    language,
    setLanguage,
    send: () => {
      if (place !== undefined && !isTaken) make.mutate(place);
    },
    isSending: make.isPending,
    error: make.error,
  };
}

/** `ghent`, or `ghent-2` where the handbook has a Ghent already; '' for ''. */
function freeSlug(slug: string, handbook: Handbook): string {
  if (slug === '') return '';
  return firstFree(slug, new Set(handbook.editions.map((edition) => edition.slug)));
}
