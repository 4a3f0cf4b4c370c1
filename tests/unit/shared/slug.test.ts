import { describe, expect, it } from 'vitest';
import { slug } from '#shared/api/fields.ts';
import { slugOf } from '#shared/slug.ts';

describe('a text as part of an address', () => {
  it.each([
    ['A food co-op for Łódź', 'a-food-co-op-for-lodz'],
    ['What is a food co-op?', 'what-is-a-food-co-op'],
    ['Göteborg', 'goteborg'],
    ['Straße 12', 'strasse-12'],
    ['  Saint-Étienne  ', 'saint-etienne'],
    ['’s-Hertogenbosch', 's-hertogenbosch'],
    ['The city’s own', 'the-citys-own'],
    ['Ærø', 'aero'],
    ['İstanbul', 'istanbul'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Привет', 'privet'],
    ['Αθήνα', 'athina'],
    ['Λουτράκι', 'loutraki'],
    ['Београд', 'beograd'],
    ['Њуждинци Ћићевац', 'njuzhdintsi-cicevats'],
    ['Київ', 'kiiv'],
    ['Търново', 'tarnovo'],
    ['القاهرة', ''],
    ['東京', ''],
    ['---', ''],
  ])('writes %s as “%s”', (text, expected) => {
    expect(slugOf(text)).toBe(expected);
  });

  it('is short enough and well-formed also when cut in the middle', () => {
    expect(slug.parse(slugOf(`${'a'.repeat(49)} and more`))).toBe('a'.repeat(49));
    expect(slugOf('x'.repeat(300))).toBe('x'.repeat(50));
  });
});
