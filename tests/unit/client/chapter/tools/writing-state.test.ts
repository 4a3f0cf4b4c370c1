import { EditorState, NodeSelection, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { writingState } from '#client/chapter/tools/writing-state.ts';
import { schema } from '#shared/content/content.ts';

const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  marks: marks.map((type) => ({ type })),
});
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });

/** The state with the cursor in `needle`, or with all of `needle` selected. */
function at(needle: string, select: 'cursor' | 'all', ...content: object[]) {
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  let start = -1;
  doc.descendants((node, position) => {
    const found = node.isText ? (node.text ?? '').indexOf(needle) : -1;
    if (start === -1 && found !== -1) start = position + found;
  });
  const end = select === 'all' ? start + needle.length : start + 1;
  const selection = TextSelection.create(doc, select === 'all' ? start : end, end);
  return writingState(EditorState.create({ doc, selection }));
}

describe('what the toolbar shows', () => {
  it('says what kind of block the cursor is in', () => {
    const heading = { type: 'heading', attrs: { level: 3 }, content: [text('Costs')] };
    const deep = { type: 'heading', attrs: { level: 6 }, content: [text('Deep')] };
    const code = { type: 'codeBlock', content: [{ type: 'text', text: 'a = 1' }] };
    expect(at('Costs', 'cursor', heading).kind).toBe('heading3');
    expect(at('Deep', 'cursor', deep).kind).toBe('heading4');
    expect(at('a =', 'cursor', code).kind).toBe('code');
    expect(at('Plain', 'cursor', paragraph(text('Plain'))).kind).toBe('text');
  });

  it('shows a mark as on when all selected words have it', () => {
    const mixed = paragraph(text('bold', 'bold'), text(' and not'));
    expect(at('bold', 'all', mixed).marks.bold).toBe(true);
    const whole = schema.nodeFromJSON({ type: 'doc', content: [mixed] });
    const selection = TextSelection.create(whole, 1, 10);
    expect(writingState(EditorState.create({ doc: whole, selection })).marks.bold).toBe(false);
    expect(at('bold', 'cursor', mixed).marks.bold).toBe(true);
    expect(at('not', 'cursor', mixed).marks.bold).toBe(false);
  });

  it('shows the innermost list, and what is around it', () => {
    const nested = {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            paragraph(text('Outer')),
            {
              type: 'orderedList',
              content: [{ type: 'listItem', content: [paragraph(text('Inner'))] }],
            },
          ],
        },
      ],
    };
    const callout = { type: 'callout', attrs: { kind: 'tip' }, content: [nested] };
    expect(at('Outer', 'cursor', callout)).toMatchObject({ list: 'bulletList', callout: 'tip' });
    expect(at('Inner', 'cursor', callout)).toMatchObject({ list: 'orderedList', isQuote: false });
  });

  it('takes the block around a footnote for the kind of text', () => {
    const heading = {
      type: 'heading',
      attrs: { level: 2 },
      content: [text('Who'), { type: 'footnote', content: [text('A note')] }],
    };
    expect(at('A note', 'cursor', heading)).toMatchObject({ kind: 'heading2', isFootnote: true });
  });

  it('knows a selected picture from one whose caption is written', () => {
    const doc = schema.nodeFromJSON({
      type: 'doc',
      content: [paragraph(text('Above')), { type: 'image', content: [text('Caption')] }],
    });
    const selected = EditorState.create({ doc, selection: NodeSelection.create(doc, 7) });
    expect(writingState(selected).isPicture).toBe(true);
    const inCaption = EditorState.create({ doc, selection: TextSelection.create(doc, 9) });
    expect(writingState(inCaption).isPicture).toBe(true);
    const above = EditorState.create({ doc, selection: TextSelection.create(doc, 2) });
    expect(writingState(above).isPicture).toBe(false);
  });
});
