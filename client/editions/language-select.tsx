import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languagesToOffer } from '#client/lib/languages.ts';
import { languageName, ownLanguageName } from '#client/lib/words-of.ts';

/** A language by its name here and its own name: “Dutch · Nederlands”. */
export function LanguageSelect({
  language,
  choose,
  ...props
}: Omit<NativeSelectProps, 'value' | 'onChange' | 'data'> & {
  language: string;
  choose: (language: string) => void;
}) {
  const { i18n } = useTranslation();
  const names = languagesToOffer(language, i18n.language)
    .map((code) => {
      const name = languageName(code, i18n.language);
      const own = ownLanguageName(code);
      return { value: code, label: name === own ? name : `${name} · ${own}` };
    })
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.language));
  return (
    <NativeSelect
      {...props}
      value={language}
      onChange={(event) => choose(event.currentTarget.value)}
      data={names}
    />
  );
}
