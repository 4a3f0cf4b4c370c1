import { describe, expect, it } from 'vitest';
import { freeSlug, slugOf } from '#server/handbooks/slug.ts';

describe('slugOf', () => {
  it.each([
    ['What is a food co-op?', 'what-is-a-food-co-op'],
    ['Łódź & Straße', 'lodz-strasse'],
    ['  Ça va…  ', 'ca-va'],
    ['Ünïcödé', 'unicode'],
    ['Привет', ''],
    ['../../etc/passwd', 'etc-passwd'],
    ['x'.repeat(300), 'x'.repeat(50)],
  ])('makes %j into %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });
});

describe('freeSlug', () => {
  it('tells doubles apart by a number', () => {
    expect(freeSlug('begin', new Set())).toBe('begin');
    expect(freeSlug('begin', new Set(['begin', 'begin-2']))).toBe('begin-3');
    expect(freeSlug('', new Set(['chapter']))).toBe('chapter-2');
  });
});
