import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '#client/lib/countries.ts';
import { LANGUAGES, languagesToOffer, likelyLanguage } from '#client/lib/languages.ts';
import { language } from '#shared/api/fields.ts';

describe('languages offered', () => {
  it('are all ones that the server takes', () => {
    for (const code of LANGUAGES) expect(language.parse(code)).toBe(code);
  });

  it('are each one that the browser can name, and the one that is chosen', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
    expect(languagesToOffer('', 'en').filter((code) => names.of(code) === undefined)).toEqual([]);
    expect(languagesToOffer('x-own', 'en')).toEqual([...languagesToOffer('', 'en'), 'x-own']);
    expect(languagesToOffer('nl', 'en')).toEqual(languagesToOffer('', 'en'));
  });

  it('include the likely one of a country, where there is one', () => {
    expect(likelyLanguage('BE')).toBe('nl');
    expect(likelyLanguage('PL')).toBe('pl');
    expect(likelyLanguage('')).toBeUndefined();
  });
});

describe('countries offered', () => {
  it('are each one that the browser can name', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    expect(COUNTRIES.filter((code) => names.of(code) === undefined)).toEqual([]);
    expect(new Set(COUNTRIES).size).toBe(COUNTRIES.length);
  });
});
