import type { NodeViewRenderer } from '@tiptap/core';
import { TableView } from '@tiptap/extension-table';
import { watchWidth } from '#client/lib/watch-width.ts';
import type { Say } from '../writing/say.ts';

/** What a column without a width counts for, in pixels; the style sheet gives cells more. */
const COLUMN_WIDTH = 25;

/**
 * A table in a frame that moves sideways by key. Where one writes, the cursor moves it: a place for the
 * focus would take the focus from the text with every click in a cell. Where one only reads there is no
 * cursor, so the frame itself takes the focus while it is too narrow.
 */
export function tableView(say: Say): NodeViewRenderer {
  return ({ node, view, HTMLAttributes }) => {
    const table = new TableView(node, COLUMN_WIDTH, view, HTMLAttributes);
    const { dom, contentDOM } = table;
    // As the text around it: with that said, a check of the page knows that the cursor comes here.
    dom.setAttribute('contenteditable', 'inherit');
    let isWide = false;
    const show = () => {
      const attributes = frameAttributes(say('table.wide'));
      for (const [name, value] of attributes)
        if (isWide && !view.editable) dom.setAttribute(name, value);
        else dom.removeAttribute(name);
    };
    const stopWatching = watchWidth(dom, (isWider) => {
      isWide = isWider;
      show();
    });
    // Rights may come and go while the chapter is open; the text's own element shows it.
    const rights = new MutationObserver(show);
    rights.observe(view.dom, { attributeFilter: ['contenteditable'] });
    return {
      dom,
      contentDOM,
      update: (next) => table.update(next),
      ignoreMutation: (mutation) => table.ignoreMutation(mutation),
      destroy: () => {
        stopWatching();
        rights.disconnect();
      },
    };
  };
}

/** What makes a frame a place for the focus, with this name. */
function frameAttributes(label: string): readonly (readonly [name: string, value: string])[] {
  return [
    ['tabindex', '0'],
    ['role', 'region'],
    ['aria-label', label],
  ];
}
