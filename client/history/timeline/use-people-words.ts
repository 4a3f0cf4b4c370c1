import { useTranslation } from 'react-i18next';
import type { Version } from '../queries.ts';

/** Who wrote a version and why it was kept, as a reader would say it. */
export function useVersionWords(): {
  readonly people: (version: Version) => string;
  readonly reason: (version: Version) => string;
  readonly time: (at: number) => string;
} {
  const { t, i18n } = useTranslation('history');
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' });
  return {
    people: ({ authors }) =>
      authors.length === 0 ? t('nobody') : list.format(authors.map(({ name }) => name)),
    reason: ({ reason }) => t(`reason.${reason}`, { defaultValue: '' }),
    time: (at) => time.format(at),
  };
}
