import { describe, expect, it } from 'vitest';
import { slugOf } from '#client/lib/slug-of.ts';
import { slug } from '#shared/api/fields.ts';

describe('a text as part of an address', () => {
  it.each([
    ['A food co-op for Łódź', 'a-food-co-op-for-lodz'],
    ['Göteborg', 'goteborg'],
    ['Straße 12', 'strasse-12'],
    ['  Saint-Étienne  ', 'saint-etienne'],
    ['’s-Hertogenbosch', 's-hertogenbosch'],
    ['Ærø', 'aero'],
    ['東京', ''],
    ['---', ''],
  ])('writes %s as “%s”', (text, expected) => {
    expect(slugOf(text)).toBe(expected);
  });

  it('is short enough and well-formed also when cut in the middle', () => {
    const made = slugOf(`${'a'.repeat(59)} and more`);
    expect(slug.parse(made)).toBe('a'.repeat(59));
  });
});
