import { mergeAttributes, Node } from '@tiptap/core';

/** A note that stands in the text where it belongs; outputs number it and put it at the foot. */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  // By name and not by group, since a footnote is inline itself and may not hold another.
  content: '(text | hardBreak | fact)*',
  isolating: true,
  parseHTML() {
    return [{ tag: 'span[data-footnote]' }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['span', mergeAttributes(HTMLAttributes, { 'data-footnote': '' }), 0];
  },
});
