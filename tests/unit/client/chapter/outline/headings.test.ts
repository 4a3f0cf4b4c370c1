import { describe, expect, it } from 'vitest';
import { headingsOf, outlineStep, sameHeadings } from '#client/chapter/outline/headings.ts';
import { schema } from '#shared/content/content.ts';

const text = (words: string) => ({ type: 'text', text: words });
const heading = (id: string | null, level: number, ...content: object[]) => ({
  type: 'heading',
  attrs: { id, level },
  content,
});
const doc = (...content: object[]) => schema.nodeFromJSON({ type: 'doc', content });

describe('the outline', () => {
  it('lists headings in order, in words, without their footnotes', () => {
    const chapter = doc(
      heading(
        'a',
        2,
        text('Who '),
        { type: 'footnote', content: [text('Or what.')] },
        text('begins'),
      ),
      { type: 'paragraph', content: [text('Not this.')] },
      heading('b', 3, text('What it costs')),
    );
    expect(headingsOf(chapter)).toEqual([
      { id: 'a', level: 2, text: 'Who begins' },
      { id: 'b', level: 3, text: 'What it costs' },
    ]);
  });

  it('leaves out empty headings and those without an id yet', () => {
    expect(headingsOf(doc(heading('a', 2), heading(null, 2, text('New'))))).toEqual([]);
  });

  it('begins at the edge whatever the chapter’s highest level is', () => {
    const all = headingsOf(doc(heading('a', 2, text('A')), heading('b', 4, text('B'))));
    expect(all.map((one) => outlineStep(one, all))).toEqual([0, 2]);
  });

  it('tells whether two outlines look the same', () => {
    const one = headingsOf(doc(heading('a', 2, text('A'))));
    expect(sameHeadings(one, headingsOf(doc(heading('a', 2, text('A')))))).toBe(true);
    expect(sameHeadings(one, headingsOf(doc(heading('a', 3, text('A')))))).toBe(false);
    expect(sameHeadings(one, [])).toBe(false);
  });
});
