import type { NodeViewRenderer } from '@tiptap/core';
import { isOwnChange } from './own-change.ts';

/**
 * A footnote in the text where it belongs. Its number and its end are elements that cannot be
 * written in: without them browsers take the places before and behind a footnote for its inside.
 */
export function footnoteView(): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement('span');
    dom.dataset.footnote = '';
    const contentDOM = document.createElement('span');
    dom.append(edge('footnote-number'), contentDOM, edge('footnote-end'));
    return {
      dom,
      contentDOM,
      update: (next) => next.type === node.type,
      ignoreMutation: (mutation) => isOwnChange(mutation, { dom, contentDOM }),
    };
  };
}

function edge(name: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.contentEditable = 'false';
  element.setAttribute('aria-hidden', 'true');
  return element;
}
