import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { languageName, licenceName } from '#client/lib/words-of.ts';
import { Terms } from './terms.tsx';

/** What kind of handbook it is: model, languages it can be read in, licence. */
export function HandbookTerms({ handbook }: { handbook: Handbook }) {
  const { t, i18n } = useTranslation('editions');
  const languages = [...new Set(handbook.editions.map((edition) => edition.language))];
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <Terms
      terms={[
        { term: t('handbook.model'), words: handbook.model },
        {
          term: t('handbook.languages', { count: languages.length }),
          words: list.format(languages.map((code) => languageName(code, i18n.language))),
        },
        { term: t('handbook.licence'), words: licenceName(handbook.licence) },
      ]}
    />
  );
}
