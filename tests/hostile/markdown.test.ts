import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allowedHref, allowedImageSource, sanitize } from '#shared/content/content.ts';
import { parseChapter, parseFrontMatter, printChapter } from '#shared/markdown/markdown.ts';

const FOLDER = join(import.meta.dirname, 'markdown');

interface Tree {
  readonly type: string;
  readonly attrs?: object;
  readonly marks?: readonly Tree[];
  readonly content?: readonly Tree[];
}

/** Every value of an attribute anywhere in a tree. */
function valuesOf(tree: Tree, name: string): unknown[] {
  const own = Object.entries(tree.attrs ?? {}).flatMap(([key, one]) => (key === name ? [one] : []));
  const below = [...(tree.marks ?? []), ...(tree.content ?? [])];
  return [...own, ...below.flatMap((one) => valuesOf(one, name))];
}

it.each(readdirSync(FOLDER))('[MD4] [MD6] takes nothing but text out of %s', (file) => {
  const front = parseFrontMatter(readFileSync(join(FOLDER, file), 'utf8'), file);
  const { doc } = parseChapter(front.body, { imageSource: () => undefined });
  expect(sanitize(doc)).toEqual(doc);
  for (const href of valuesOf(doc, 'href')) expect(allowedHref(href)).toBe(href);
  for (const src of valuesOf(doc, 'src')) expect(src && allowedImageSource(src)).toBe(src);
  expect(parseChapter(printChapter(doc)).doc).toEqual(doc);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

it('[MD5] [MD6] leaves the words of what it does not take', () => {
  const read = (file: string) =>
    JSON.stringify(parseChapter(readFileSync(join(FOLDER, file), 'utf8')).doc);
  expect(read('tags.md')).toContain('<img src=x onerror=alert(1)>');
  expect(read('programs.md')).toContain('#read(\\"/etc/passwd\\")');
  expect(read('links.md')).not.toMatch(/"href":"(?!#)/);
});

it.each([20, 70, 90, 150, 400])('[MD4] loses no word of lists %d deep', (levels) => {
  const lines = Array.from({ length: levels }, (_, at) => `${'  '.repeat(at)}- word${at}`);
  for (const markdown of [lines.join('\n'), `> ${lines.join('\n> ')}`]) {
    const { doc } = parseChapter(markdown);
    for (let at = 0; at < levels; at += 1)
      expect(JSON.stringify(doc)).toMatch(new RegExp(`\\bword${at}\\b`));
    expect(parseChapter(printChapter(doc)).doc).toEqual(doc);
  }
});

it('[MD4] loses no word of quotations 5,000 deep', () => {
  const { doc } = parseChapter(`${'>'.repeat(5_000)} word`);
  expect(JSON.stringify(doc)).toContain('word');
  expect(parseChapter(printChapter(doc)).doc).toEqual(doc);
});
