/** What a program that speaks Yjs may put into a chapter, whether or not it belongs there. */
import * as Y from 'yjs';

/** A text with its marks, as the editors' binding stores them. */
export interface LiveText {
  readonly text: string;
  readonly marks?: Readonly<Record<string, object>>;
}

export interface LiveElement {
  readonly tag: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly (LiveText | LiveElement)[];
}

/** An element, or a text of one run, not yet part of a document. */
export function live(one: LiveText | LiveElement): Y.XmlElement | Y.XmlText {
  if ('text' in one) {
    const text = new Y.XmlText();
    text.applyDelta([{ insert: one.text, attributes: one.marks ?? {} }]);
    return text;
  }
  const element = new Y.XmlElement(one.tag);
  // Yjs declares attributes as texts and stores any JSON.
  for (const [name, value] of Object.entries(one.attrs ?? {}))
    element.setAttribute(name, value as string);
  element.insert(0, (one.content ?? []).map(live));
  return element;
}

const paragraph = (...content: (LiveText | LiveElement)[]): LiveElement => ({
  tag: 'paragraph',
  content,
});

/** The same words in every place of a chapter that takes words. */
export function everywhere(words: string): LiveElement[] {
  const text = { text: words };
  const link = { href: 'https://example.org/', title: words };
  const cell = (tag: string): LiveElement => ({ tag, content: [paragraph(text)] });
  return [
    paragraph(text),
    { tag: 'heading', attrs: { level: 2 }, content: [text] },
    paragraph(
      { text: words, marks: { bold: {} } },
      { text: words, marks: { italic: {}, strike: {} } },
      { text: words, marks: { link } },
      { text: words, marks: { code: {} } },
      { tag: 'footnote', content: [text] },
    ),
    paragraph(text, { tag: 'hardBreak' }, text),
    { tag: 'bulletList', content: [{ tag: 'listItem', content: [paragraph(text)] }] },
    {
      tag: 'taskList',
      content: [{ tag: 'taskItem', attrs: { checked: true }, content: [paragraph(text)] }],
    },
    { tag: 'blockquote', content: [paragraph(text)] },
    { tag: 'callout', attrs: { kind: 'warning' }, content: [paragraph(text)] },
    {
      tag: 'table',
      content: [
        { tag: 'tableRow', content: [cell('tableHeader'), cell('tableHeader')] },
        { tag: 'tableRow', content: [cell('tableCell'), cell('tableCell')] },
      ],
    },
    { tag: 'image', attrs: { alt: words }, content: [text] },
    { tag: 'codeBlock', attrs: { language: words.split(' ')[0] }, content: [text] },
    paragraph(text),
  ];
}
