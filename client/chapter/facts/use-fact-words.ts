import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type FactValue, factsQuery } from '#client/api/api.ts';
import { createFactWords, type FactWords, factWord } from './fact-words.ts';

const NONE: readonly FactValue[] = [];

/** The edition's facts, for lists and for the text; the text follows when they change. */
export function useFactWords(
  editionId: string,
  edition: 'core' | 'city',
): { readonly facts: readonly FactValue[]; readonly words: FactWords } {
  const query = useQuery({ ...factsQuery(editionId), refetchInterval: 60_000 });
  const facts = query.data?.facts;
  const [words] = useState(() => createFactWords((name) => factWord(name, facts, edition)));
  useEffect(() => {
    words.set((name) => factWord(name, facts, edition));
  }, [words, facts, edition]);
  return { facts: facts ?? NONE, words };
}
