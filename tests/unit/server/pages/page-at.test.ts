import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGES, pageAt } from '#server/pages/page-at.ts';

describe('the addresses of pages', () => {
  it("are those of the client's router, each once", () => {
    const routes = readFileSync('client/app/routes.tsx', 'utf8');
    const addresses = [...routes.matchAll(/^ {2}path: '(.*)',$/gm)].map(([, path]) => path);
    expect(addresses.toSorted()).toEqual(Object.keys(PAGES).toSorted());
  });

  it.each([
    ['/', { kind: 'anyone' }],
    ['/people', { kind: 'members' }],
    ['/People/', { kind: 'members' }],
    ['/handbooks/food-coop', { kind: 'handbook', handbook: 'food-coop' }],
    ['/handbooks/food-coop/settings', { kind: 'handbook', handbook: 'food-coop' }],
    ['/handbooks/food-coop/ghent', { kind: 'edition', handbook: 'food-coop', edition: 'ghent' }],
    ['/handbooks/a%20b/%C5%82/', { kind: 'edition', handbook: 'a b', edition: 'ł' }],
    ['/chapters/Abc', { kind: 'chapter', chapterId: 'Abc' }],
    ['/chapters/Abc/history', { kind: 'history', chapterId: 'Abc' }],
    ['/exports/x', { kind: 'export', exportId: 'x' }],
  ])('lead to %s', (path, subject) => {
    expect(pageAt(path)).toEqual(subject);
  });

  it.each([
    '/handbooks',
    '/chapters',
    '/chapters/a/b',
    '/handbooks/a/b/c',
    '/handbooks//b',
    '/peoples',
    '/x/people',
    '/internal/command',
    '/chapters/%E0%A4',
  ])('do not lead to %s', (path) => {
    expect(pageAt(path)).toBeUndefined();
  });
});
