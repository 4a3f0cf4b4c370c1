import { blockPlace, chapterPlace, type PrintContext } from './print-context.ts';

/** Where a printed link leads: a place in the book, an address outside, or nowhere. */
export type PrintTarget = { readonly place: string } | { readonly url: string } | undefined;

/** The only schemes that a file may carry; a PDF reader would follow any. */
const OUTSIDE = /^(?:https?|mailto|tel):/i;

/** The place in the book that an inner link means, whether or not the book has it. */
export function innerPlace(href: string, chapterSlug: string): string | undefined {
  const [, slug, anchor] = /^(?:chapter:([^#]*))?(?:#(.*))?$/s.exec(href) ?? [];
  if (slug === undefined && anchor === undefined) return undefined;
  return anchor === undefined
    ? chapterPlace(slug ?? chapterSlug)
    : blockPlace(slug ?? chapterSlug, anchor);
}

/** Links that lead nowhere in this book are noted; their words stay. */
export function printTarget(href: string, context: PrintContext): PrintTarget {
  if (OUTSIDE.test(href)) return { url: href };
  const place = innerPlace(href, context.chapterSlug);
  if (place !== undefined && context.places.has(place)) return { place };
  context.note('links-dropped');
  return undefined;
}
