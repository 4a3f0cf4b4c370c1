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

/**
 * A text as part of an address: “A food co-op for Łódź” becomes `a-food-co-op-for-lodz`. At most 60
 * characters; '' when nothing in the text can be written with Latin letters and digits.
 */
export function slugOf(text: string): string {
  return [...text.toLowerCase().normalize('NFKD')]
    .map((letter) => LATIN[letter] ?? letter)
    .join('')
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
