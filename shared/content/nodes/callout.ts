import { mergeAttributes, Node } from '@tiptap/core';
import { allowedCalloutKind } from '../allowed.ts';

/** A box beside the main line of thought: a note, a tip, a warning, or what every city adapts. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block*',
  defining: true,
  addAttributes() {
    return {
      kind: {
        default: 'note',
        parseHTML: (element) => allowedCalloutKind(element.getAttribute('data-callout')),
        renderHTML: ({ kind }) => ({ 'data-callout': allowedCalloutKind(kind) }),
      },
    };
  },
  parseHTML() {
    return [{ tag: 'aside[data-callout]' }, { tag: 'div[data-callout]' }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['aside', mergeAttributes(HTMLAttributes), 0];
  },
});
