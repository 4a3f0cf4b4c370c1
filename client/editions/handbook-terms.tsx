import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { languageName } from '#client/lib/words-of.ts';
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

/** “CC BY-SA 4.0” for the SPDX name `CC-BY-SA-4.0`; other names as they are. */
function licenceName(spdx: string): string {
  return spdx.replace(/^CC-(.+)-(\d\.\d)$/, 'CC $1 $2');
}
