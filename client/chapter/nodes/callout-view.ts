import type { NodeViewRenderer } from '@tiptap/core';
import { CALLOUT_KINDS, type CalloutKind } from '#shared/content/content.ts';
import type { Say } from '../writing/say.ts';
import { isOwnChange } from './own-change.ts';

/** A callout with its kind in words above its text, so that the kind is told by more than colour. */
export function calloutView(say: Say): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement('aside');
    dom.setAttribute('role', 'note');
    const label = document.createElement('p');
    label.className = 'callout-label';
    label.contentEditable = 'false';
    const contentDOM = document.createElement('div');
    dom.append(label, contentDOM);
    const show = (value: unknown) => {
      const kind: CalloutKind = CALLOUT_KINDS.find((one) => one === value) ?? 'note';
      dom.dataset.callout = kind;
      label.textContent = say(`callout.${kind}`);
      dom.setAttribute('aria-label', label.textContent);
    };
    show(node.attrs.kind);
    return {
      dom,
      contentDOM,
      update: (next) => {
        if (next.type !== node.type) return false;
        show(next.attrs.kind);
        return true;
      },
      ignoreMutation: (mutation) => isOwnChange(mutation, { dom, contentDOM }),
    };
  };
}
