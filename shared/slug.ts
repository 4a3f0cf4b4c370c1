/** Names in addresses, made from titles. */

/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const LATIN: Readonly<Record<string, string>> = {
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

/** Longest slug made here; with a number behind it, it stays below the 60 that the contract allows. */
const LENGTH = 50;

/** A text in small letters without accents: “Łódź” becomes `lodz`. Other scripts stay as they are. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => LATIN[letter] ?? letter);
}

/**
 * A text as part of an address: “A food co-op for Łódź” becomes `a-food-co-op-for-lodz`. At most 50
 * characters; '' when nothing in the text can be written with Latin letters and digits.
 */
export function slugOf(text: string): string {
  return withoutAccents(text)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, '');
}
