import { describe, expect, it } from 'vitest';
import { countryName, languageName, ownLanguageName, timeAgo } from '#client/lib/words-of.ts';

const NOW = Date.UTC(2027, 2, 12, 12);

describe('how long ago', () => {
  it.each([
    [20_000, 'this minute'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [25 * 3_600_000, 'yesterday'],
    [9 * 86_400_000, '9 days ago'],
    [60 * 86_400_000, 'January 11, 2027'],
  ])('says of %i ms “%s”', (age, words) => {
    expect(timeAgo(NOW - age, NOW, 'en')).toBe(words);
  });

  it('takes a clock that is ahead for now', () => {
    expect(timeAgo(NOW + 9_000, NOW, 'en')).toBe('this minute');
  });
});

describe('names of languages and countries', () => {
  it('knows them in the reader’s language and their own', () => {
    expect(languageName('nl', 'en')).toBe('Dutch');
    expect(ownLanguageName('nl')).toBe('Nederlands');
    expect(countryName('BE', 'en')).toBe('Belgium');
  });

  it('says nothing of no country', () => {
    expect(countryName('', 'en')).toBe('');
  });
});
