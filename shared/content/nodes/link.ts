import { Link as TiptapLink } from '@tiptap/extension-link';
import { allowedHref, allowedTitle } from '../allowed.ts';

/** A link that keeps only where it leads and its title, and leads only where links may lead. */
export const Link = TiptapLink.extend({
  addAttributes() {
    return {
      href: { default: null, parseHTML: (element) => allowedHref(element.getAttribute('href')) },
      title: { default: null, parseHTML: (element) => allowedTitle(element.getAttribute('title')) },
    };
  },
  renderHTML({ mark }) {
    const href = allowedHref(mark.attrs.href);
    const title = allowedTitle(mark.attrs.title);
    return [
      'a',
      {
        ...(href === null ? {} : { href, rel: 'noopener noreferrer nofollow' }),
        ...(title === null ? {} : { title }),
      },
      0,
    ];
  },
}).configure({
  openOnClick: false,
  defaultProtocol: 'https',
  isAllowedUri: (url) => allowedHref(url) !== null,
});
