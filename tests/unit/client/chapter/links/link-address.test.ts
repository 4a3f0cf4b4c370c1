import { describe, expect, it } from 'vitest';
import { linkTarget, readLinkAddress } from '#client/chapter/links/link-address.ts';

describe('the address of a link', () => {
  it.each([
    ['example.org', 'https://example.org'],
    ['www.example.org/a?b=c', 'https://www.example.org/a?b=c'],
    ['http://example.org/', 'http://example.org/'],
    ['  https://example.org/ ', 'https://example.org/'],
    ['ada@example.org', 'mailto:ada@example.org'],
    ['+32 9 123 45 67', 'tel:+3291234567'],
    ['chapter:members', 'chapter:members'],
    ['chapter:members#abc123', 'chapter:members#abc123'],
    ['#abc123', '#abc123'],
  ])('takes %s as %s', (typed, href) => {
    expect(readLinkAddress(typed)).toEqual({ kind: 'good', href });
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org',
    '//example.org',
    '/people',
    'two words',
  ])('refuses %s', (typed) => {
    expect(readLinkAddress(typed)).toEqual({ kind: 'refused' });
  });

  it('asks for one when there is none', () => {
    expect(readLinkAddress('  ')).toEqual({ kind: 'empty' });
  });

  it('knows where a stored link leads', () => {
    expect(linkTarget('https://example.org/')).toEqual({
      kind: 'outside',
      href: 'https://example.org/',
    });
    expect(linkTarget('#b1')).toEqual({ kind: 'here', block: 'b1' });
    expect(linkTarget('chapter:members')).toEqual({
      kind: 'chapter',
      slug: 'members',
      block: null,
    });
    expect(linkTarget('chapter:members#b1')).toEqual({
      kind: 'chapter',
      slug: 'members',
      block: 'b1',
    });
    expect(linkTarget('javascript:alert(1)')).toBeUndefined();
    expect(linkTarget(null)).toBeUndefined();
  });
});
