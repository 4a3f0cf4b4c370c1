import type { NodeViewRenderer } from '@tiptap/core';
import type { Node as ProseNode } from '@tiptap/pm/model';
import { imageAddress } from '../images/image-address.ts';
import type { Say } from '../writing/say.ts';
import { isOwnChange } from './own-change.ts';

/** A picture with its caption, which is edited in place, and a word where its description is missing. */
export function imageView(handbookId: string, say: Say): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement('figure');
    dom.dataset.image = '';
    const img = document.createElement('img');
    img.decoding = 'async';
    const remark = document.createElement('p');
    remark.className = 'image-remark';
    remark.contentEditable = 'false';
    const contentDOM = document.createElement('figcaption');
    contentDOM.dataset.placeholder = say('image.captionHere');
    dom.append(img, remark, contentDOM);
    let isBroken = false;

    const show = (shown: ProseNode) => {
      const { src, alt, decorative, width } = shown.attrs;
      const address = imageAddress(src, handbookId);
      if (address === null) img.removeAttribute('src');
      else if (img.getAttribute('src') !== address) {
        isBroken = false;
        img.src = address;
      }
      img.alt = decorative === true ? '' : String(alt);
      img.style.inlineSize = typeof width === 'number' ? `${width}%` : '';
      img.hidden = address === null || isBroken;
      contentDOM.dataset.empty = String(shown.content.size === 0);
      remark.textContent = remarkOn(shown, img.hidden, say);
      remark.hidden = remark.textContent === '';
    };
    let current = node;
    img.addEventListener('error', () => {
      isBroken = true;
      show(current);
    });
    show(node);
    return {
      dom,
      contentDOM,
      update: (next) => {
        if (next.type !== node.type) return false;
        current = next;
        show(next);
        return true;
      },
      ignoreMutation: (mutation) => isOwnChange(mutation, { dom, contentDOM }),
    };
  };
}

function remarkOn(node: ProseNode, isMissing: boolean, say: Say): string {
  if (isMissing) return say('image.missing', { alt: String(node.attrs.alt) });
  if (node.attrs.decorative !== true && node.attrs.alt === '') return say('image.needsAlt');
  return '';
}
