/**
 * Words on screen. Each feature has a file of them per language, loaded when a page first asks for
 * it; `common` is there from the start, so that even an error can be worded.
 */
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import common from '../messages/en/common.json';

const FILES = import.meta.glob<Record<string, unknown>>('../messages/*/*.json', {
  import: 'default',
});

const files: BackendModule = {
  type: 'backend',
  init: () => {},
  async read(language, namespace) {
    const load = FILES[`../messages/${language}/${namespace}.json`];
    if (load === undefined) throw new Error(`There is no message file ${language}/${namespace}.`);
    return load();
  },
};

/** Makes words available to every component; resolves once the first page can be worded. */
export async function startMessages(): Promise<void> {
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      ns: ['common'],
      defaultNS: 'common',
      resources: { en: { common } },
      partialBundledLanguages: true,
      // React escapes what it shows; escaping twice would show entities.
      interpolation: { escapeValue: false },
    });
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
}
