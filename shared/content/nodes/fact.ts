import { mergeAttributes, Node } from '@tiptap/core';
import { allowedFactName } from '../allowed.ts';

/** A place in the text where the edition's own value of a fact is printed. */
export const Fact = Node.create({
  name: 'fact',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes() {
    return {
      name: {
        default: '',
        parseHTML: (element) => allowedFactName(element.getAttribute('data-fact')) ?? '',
        renderHTML: ({ name }) => ({ 'data-fact': allowedFactName(name) ?? '' }),
      },
    };
  },
  parseHTML() {
    return [
      {
        tag: 'span[data-fact]',
        getAttrs: (element) =>
          allowedFactName(element.getAttribute('data-fact')) === null ? false : null,
      },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    return ['span', mergeAttributes(HTMLAttributes), `{${allowedFactName(node.attrs.name) ?? ''}}`];
  },
  renderText({ node }) {
    return `{${allowedFactName(node.attrs.name) ?? ''}}`;
  },
});
