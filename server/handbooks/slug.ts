/** Names in addresses: made from titles, and told apart by a number at the end. */

/** Longest slug made here; with a number it stays below the 60 that the contract allows. */
const LENGTH = 50;

/** Letters that do not come apart into a Latin letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** A title as a slug: small Latin letters, digits, single hyphens. '' when nothing of it is left. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** The slug, or the first of `slug-2`, `slug-3`, … that nobody has. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  const slug = wanted || 'chapter';
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) {
    const numbered = `${slug}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
