import { describe, expect, it } from 'vitest';
import { creditedNames, creditRows } from '#server/publishing/credit-rows.ts';
import { labelsFor } from '#server/publishing/labels.ts';
import { printEdition } from '#server/publishing/markdown-edition.ts';
import { printBook } from '#server/publishing/print-book.ts';
import { fileNameOf } from '#server/publishing/render.ts';
import { doc, manifestOf, p, sourceOf } from './sample-book.ts';

const CHAPTER = { slug: 'one', title: 'One', doc: doc(p('Text.')) };
const NOBODY = { edition: [], core: [] };
const german = labelsFor('de');

const rows = (change: Parameters<typeof manifestOf>[1]) =>
  creditRows(manifestOf([CHAPTER], change), german).map(({ label, names }) => [label, ...names]);

describe('credits', () => {
  it('[PB4] name those whom history knows and those who are named beside them, each once', () => {
    const change = {
      credits: { edition: ['Ann'], core: ['Ben'] },
      named: {
        edition: [
          { name: 'Ann', role: 'author' as const },
          { name: 'Cara', role: 'translator' as const },
          { name: 'The group in the hall', role: 'workshop' as const },
        ],
        core: [
          { name: 'Everyone', role: 'author' as const },
          { name: 'Dora', role: 'story' as const },
        ],
      },
    };
    expect(rows(change)).toEqual([
      [german.editionAuthors, 'Ann'],
      [german.coreAuthors, 'Ben', 'Everyone'],
      [german.translators, 'Cara'],
      [german.storytellers, 'Dora'],
      [german.workshops, 'The group in the hall'],
    ]);
    expect(creditedNames(manifestOf([CHAPTER], change))).toEqual([
      ...['Ann', 'Ben', 'Cara', 'The group in the hall', 'Everyone', 'Dora'],
    ]);
  });

  it('[PB4] say that nobody is recorded only when nobody is named', () => {
    const about = (named: NonNullable<Parameters<typeof manifestOf>[1]>['named']) =>
      JSON.stringify(
        printBook(sourceOf([CHAPTER], { manifest: { credits: NOBODY, ...(named && { named }) } }))
          .frame.about,
      );
    const { noAuthors } = labelsFor('en');
    expect(about(NOBODY)).toContain(noAuthors);
    expect(about({ edition: [], core: [{ name: 'Everyone', role: 'author' }] })).not.toContain(
      noAuthors,
    );
  });
});

describe('an edition with a title of its own', () => {
  const { edition } = manifestOf([CHAPTER]);
  const change = {
    edition: { ...edition, title: 'Voedsel, samen', summary: 'Hoe buren samen inkopen.' },
  };

  it('[PB3] bears it on its cover, in its metadata and in its file’s name', () => {
    const { frame } = printBook(sourceOf([CHAPTER], { manifest: change }));
    expect(frame).toMatchObject({ title: 'Voedsel, samen', summary: 'Hoe buren samen inkopen.' });
    expect(JSON.stringify(frame.about)).toContain('Starting a food co-operative');
    expect(fileNameOf(manifestOf([CHAPTER], change))).toBe('voedsel-samen-ghent-2026-11-23.pdf');
    const greek = { edition: { ...edition, title: 'Τροφή' } };
    expect(fileNameOf(manifestOf([CHAPTER], greek))).toBe('trofi-ghent-2026-11-23.pdf');
    const arabic = { edition: { ...edition, title: 'غذاء' } };
    expect(fileNameOf(manifestOf([CHAPTER], arabic))).toBe('food-co-op-ghent-2026-11-23.pdf');
    expect(fileNameOf(manifestOf([CHAPTER]))).toBe('food-co-op-ghent-2026-11-23.pdf');
  });

  it('[PB18] bears it in Markdown’s front matter, beside the handbook’s', () => {
    const { markdown } = printEdition(manifestOf([CHAPTER], change), new Map());
    expect(markdown).toMatch(/^---\ntitle: Voedsel, samen\n/);
    expect(markdown).toContain('handbook: Starting a food co-operative\n');
    expect(markdown).toContain('summary: Hoe buren samen inkopen.\n');
  });
});
