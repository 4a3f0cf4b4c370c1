import { expect, it } from 'vitest';
import { freeSlug } from '#server/handbooks/free-slug.ts';

it('tells doubles apart by a number', () => {
  expect(freeSlug('begin', new Set())).toBe('begin');
  expect(freeSlug('begin', new Set(['begin', 'begin-2']))).toBe('begin-3');
  expect(freeSlug('', new Set(['chapter']))).toBe('chapter-2');
});
