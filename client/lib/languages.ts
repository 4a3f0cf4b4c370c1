/** Languages offered for a handbook or an edition, as BCP 47 codes; any other can be set by API. */
export const LANGUAGES = [
  'ar',
  'be',
  'bg',
  'bn',
  'br',
  'bs',
  'ca',
  'cs',
  'cy',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'eu',
  'fa',
  'fi',
  'fr',
  'fy',
  'ga',
  'gl',
  'he',
  'hi',
  'hr',
  'hu',
  'hy',
  'id',
  'is',
  'it',
  'ja',
  'ka',
  'ko',
  'ku',
  'lb',
  'lt',
  'lv',
  'mk',
  'mt',
  'nb',
  'nl',
  'nn',
  'oc',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'se',
  'sk',
  'sl',
  'sq',
  'sr',
  'sr-Latn',
  'sv',
  'sw',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
] as const;

/** The languages that this browser can name in `locale`, and `chosen`, which may be any other. */
export function languagesToOffer(chosen: string, locale: string): readonly string[] {
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' });
  const named = LANGUAGES.filter((code) => names.of(code) !== undefined);
  return chosen === '' || named.some((code) => code === chosen) ? named : [...named, chosen];
}

/** The language a country’s cities most likely write in; undefined where none of ours is likely. */
export function likelyLanguage(country: string): string | undefined {
  if (country === '') return undefined;
  const language = new Intl.Locale('und', { region: country }).maximize().language;
  return LANGUAGES.find((code) => code === language);
}
