import { describe, expect, it, vi } from 'vitest';
import {
  countryName,
  languageName,
  longDay,
  ownLanguageName,
  timeAgo,
} from '#client/lib/words-of.ts';

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

describe('a day', () => {
  it('is the same day wherever the reader is', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      vi.stubEnv('TZ', zone);
      expect(longDay('2027-03-12', 'en')).toBe('March 12, 2027');
    }
    vi.unstubAllEnvs();
  });

  it('that is none is shown as it stands', () => {
    expect(longDay('2027-13-45', 'en')).toBe('2027-13-45');
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
