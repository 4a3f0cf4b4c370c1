import { mergeAttributes, Node } from '@tiptap/core';
import { allowedAlt, allowedImageSource, allowedWidth } from '../allowed.ts';

/** The `img` of a pasted or copied figure, wherever the parse rule matched. */
function picture(element: HTMLElement): Element | null {
  return element.matches('img') ? element : element.querySelector('img');
}

/** A picture of the handbook's own; its content is the caption. */
export const Image = Node.create({
  name: 'image',
  group: 'block',
  content: 'inline*',
  defining: true,
  isolating: true,
  draggable: true,
  addAttributes() {
    return {
      src: {
        default: null,
        parseHTML: (element) => allowedImageSource(picture(element)?.getAttribute('src')),
        rendered: false,
      },
      alt: {
        default: '',
        parseHTML: (element) => allowedAlt(picture(element)?.getAttribute('alt')),
        rendered: false,
      },
      decorative: {
        default: false,
        parseHTML: (element) => picture(element)?.getAttribute('role') === 'presentation',
        rendered: false,
      },
      width: {
        default: null,
        parseHTML: (element) => allowedWidth(Number(element.getAttribute('data-width'))),
        renderHTML: ({ width }) => {
          const allowed = allowedWidth(width);
          return allowed === null ? {} : { 'data-width': String(allowed) };
        },
      },
    };
  },
  parseHTML() {
    return [
      { tag: 'figure[data-image]', contentElement: 'figcaption' },
      // A picture from elsewhere is not ours to load: only one of the handbook's own comes in.
      {
        tag: 'img',
        getAttrs: (element) =>
          allowedImageSource(element.getAttribute('src')) === null ? false : null,
      },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    const src = allowedImageSource(node.attrs.src);
    const isDecorative = node.attrs.decorative === true;
    const img = {
      ...(src === null ? {} : { src }),
      alt: isDecorative ? '' : allowedAlt(node.attrs.alt),
      ...(isDecorative ? { role: 'presentation' } : {}),
    };
    return [
      'figure',
      mergeAttributes(HTMLAttributes, { 'data-image': '' }),
      ['img', img],
      ['figcaption', 0],
    ];
  },
});
