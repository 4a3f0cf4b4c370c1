import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Version } from '../queries.ts';
import { distinctMoments } from './distinct-moments.ts';

/** When each of these versions was kept, as text by its number, so that no two read the same. */
export function useMoments(
  versions: readonly Version[],
  { with: shown }: { readonly with: 'day' | 'time alone' },
): (version: Version) => string {
  const { language } = useTranslation('history').i18n;
  return useMemo(() => {
    const day = shown === 'day' ? ({ dateStyle: 'medium' } as const) : {};
    const minute = new Intl.DateTimeFormat(language, { ...day, timeStyle: 'short' });
    const second = new Intl.DateTimeFormat(language, { ...day, timeStyle: 'medium' });
    const moments = distinctMoments(versions, {
      minute: (at) => minute.format(at),
      second: (at) => second.format(at),
    });
    return ({ number, at }) => moments.get(number) ?? minute.format(at);
  }, [versions, shown, language]);
}
