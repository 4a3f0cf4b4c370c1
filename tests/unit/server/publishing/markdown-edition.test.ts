import { describe, expect, it } from 'vitest';
import { printEdition } from '#server/publishing/markdown-edition.ts';
import {
  doc,
  fact,
  footnote,
  h,
  image,
  link,
  PICTURE,
  p,
  quote,
  say,
  sourceOf,
} from './sample-book.ts';

/** A fact whose value has several lines in one of these tests. */
const LINES = fact('start_up_cost');

const CHAPTERS = [
  {
    slug: 'first',
    title: 'Why buy together',
    doc: doc(
      h(2, 'Start small', 'a'),
      p('At least ', fact('minimum_members'), ' members', footnote(say('By law.')), '.'),
      p(link('See money', 'chapter:second#b'), ' and ', link('the start', '#a'), '.'),
    ),
  },
  {
    slug: 'second',
    title: 'Money, plainly',
    doc: doc(
      h(1, 'What it costs', 'b'),
      p(fact('start_up_cost'), footnote(say('Ask the city.'))),
      image(PICTURE, { alt: 'Crates' }),
    ),
  },
];

describe('an edition as one Markdown file', () => {
  const { manifest, texts } = sourceOf(CHAPTERS, { manifest: { format: 'markdown' } });
  const { markdown, pictureCount } = printEdition(manifest, texts);

  it('[PB18] has front matter, and the chapters in order under first-level headings', () => {
    expect(markdown).toMatch(/^---\ntitle: Starting a food co-operative\ncity: Ghent\n/);
    expect(markdown).toContain('licence: CC-BY-SA-4.0\ndate: 2026-11-23\n');
    expect([...markdown.matchAll(/^#+ .*$/gm)].map(String)).toEqual([
      '# Why buy together',
      '## Start small',
      '# Money, plainly',
      '## What it costs',
      '# Local facts',
      '# About this edition',
    ]);
  });

  it('[PB18] [PB3] fills facts in and numbers footnotes through', () => {
    expect(markdown).toContain('At least 3 members[^1].');
    expect(markdown).toMatch(/Cost of starting: not filled in yet\\?\]\[\^2\]/);
    expect(markdown).toContain('[^1]: By law.');
    expect(markdown).toContain('[^2]: Ask the city.');
  });

  it('[PB18] [PB3] keeps a heading on one line, whatever a fact says in it, and leads there', () => {
    const chapter = {
      slug: 'first',
      title: 'Places',
      doc: doc(h(2, LINES, 'a'), p(link('See', '#a')), quote(h(3, LINES), p(LINES))),
    };
    const { facts } = manifest;
    const value = 'Old Mill\r\n  2nd floor\n\nGhent';
    const filled = facts.map((one) => (one.name === 'start_up_cost' ? { ...one, value } : one));
    const source = sourceOf([chapter], { manifest: { format: 'markdown', facts: filled } });
    const text = printEdition(source.manifest, source.texts).markdown;
    expect(text).toContain('\n## Old Mill 2nd floor Ghent\n');
    expect(text).toContain('\n[See](#old-mill-2nd-floor-ghent)\n');
    expect(text).toContain('\n> ### Old Mill 2nd floor Ghent\n>\n');
  });

  it('[PB18] leads links between chapters to headings of the file', () => {
    expect(markdown).toContain('[See money](#what-it-costs) and [the start](#start-small).');
  });

  it('counts the pictures that a text file cannot hold', () => {
    expect(pictureCount).toBe(1);
  });

  it('[PB1] is the same text for the same manifest', () => {
    expect(printEdition(manifest, texts).markdown).toBe(markdown);
  });
});
