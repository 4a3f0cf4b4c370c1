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

/** How letters of other alphabets of Europe are written in Latin ones, without their accents. */
const GREEK =
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o';
const CYRILLIC =
  'а=a б=b в=v г=g ґ=g д=d ђ=dj е=e є=ye ж=zh з=z ѕ=dz и=i і=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o п=p ' +
  'р=r с=s т=t ћ=c у=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=sht ъ=a ы=y э=e ю=yu я=ya';
const ROMAN = new Map(
  [...`${GREEK} ${CYRILLIC}`.matchAll(/(\S)=(\S+)/g)].map(([, letter = '', latin = '']) => [
    letter,
    latin,
  ]),
);

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
 * A text as part of an address: “A food co-op for Łódź” becomes `a-food-co-op-for-lodz`, “Αθήνα”
 * `athina`. At most 50 characters; '' when nothing in the text can be written with Latin letters and
 * digits.
 */
export function slugOf(text: string): string {
  return withoutAccents(text)
    .replaceAll('ου', 'ou')
    .replace(/[\p{Script=Greek}\p{Script=Cyrillic}]/gu, (letter) => ROMAN.get(letter) ?? '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** The name, or the first of `name-2`, `name-3`, … that is not taken; `join` stands before the number. */
export function firstFree(name: string, taken: ReadonlySet<string>, join = '-'): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const numbered = `${name}${join}${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
