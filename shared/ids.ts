/**
 * Identifiers. Each kind is branded, so that a chapter's id cannot be passed where an edition's is
 * wanted. Ids are opaque to everyone outside this file: letters and digits, safe in URLs and files.
 */
declare const kind: unique symbol;
type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type PersonId = Id<'person'>;
export type HandbookId = Id<'handbook'>;
export type EditionId = Id<'edition'>;
export type ChapterId = Id<'chapter'>;
export type BlockId = Id<'block'>;
export type ReleaseId = Id<'release'>;
export type ExportId = Id<'export'>;
/** SHA-256 of a block's canonical JSON, or of a file's bytes, as 64 lower-case hex digits. */
export type Hash = Id<'hash'>;

/** Fills `length` fresh random bytes; `crypto.getRandomValues` behind a parameter. */
export type RandomBytes = (length: number) => Uint8Array;

/** 32 characters without those that are read aloud or copied wrongly (i, l, o, u). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A fresh id of `length` characters, five random bits each. */
function randomId(random: RandomBytes, length: number): string {
  let id = '';
  for (const byte of random(length)) id += ALPHABET.charAt(byte & 31);
  return id;
}

/** A fresh id for anything with a row of its own: 16 characters, 80 random bits. */
export function newId<Kind extends string>(random: RandomBytes): Id<Kind> {
  return randomId(random, 16) as Id<Kind>;
}

/** A fresh block id: 10 characters, 50 random bits; unique within a chapter and its editions. */
export function newBlockId(random: RandomBytes): BlockId {
  return randomId(random, 10) as BlockId;
}

/** A secret for links and set-up: 32 characters, 160 random bits. */
export function newSecret(random: RandomBytes): string {
  return randomId(random, 32);
}

/**
 * Whether a text from outside can be an id of the kind that is wanted: 1 to 64 letters, digits, `-` or
 * `_`. Nothing is said of whether it is one.
 */
export function isId<Wanted extends Id<string>>(text: string): text is Wanted {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text);
}
