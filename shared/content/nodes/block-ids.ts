import { Extension } from '@tiptap/core';
import { allowedId } from '../allowed.ts';

/** The nodes that keep an id: every kind of block, and what a merge looks into. */
export const TYPES_WITH_ID = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'taskList',
  'blockquote',
  'callout',
  'table',
  'image',
  'codeBlock',
  'horizontalRule',
  'listItem',
  'taskItem',
  'tableRow',
] as const;

/** The attribute alone. Giving ids is the editor's part while people write, and the server's. */
export const BlockIds = Extension.create({
  name: 'blockIds',
  addGlobalAttributes() {
    return [
      {
        types: [...TYPES_WITH_ID],
        attributes: {
          id: {
            default: null,
            keepOnSplit: false,
            parseHTML: (element) => allowedId(element.getAttribute('data-id')),
            renderHTML: ({ id }) => {
              const allowed = allowedId(id);
              return allowed === null ? {} : { 'data-id': allowed };
            },
          },
        },
      },
    ];
  },
});
