/**
 * Text in pieces that people would call words, spaces and signs. A regular expression and not
 * `Intl.Segmenter`: the same text gives the same pieces on every machine, whatever its dictionaries.
 */

/** Scripts that set no spaces between words: a piece is one letter with its marks. */
const UNSPACED =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\p{Join_C}_])`;
const WORD = `${LETTER}+(?:['’]${LETTER}+)*`;
const EMOJI = '\\p{ExtPict}(?:\\ufe0f|\\p{EMod}|\\u200d\\p{ExtPict})*';
const PIECE = new RegExp(`${WORD}|[${UNSPACED}]\\p{M}*|\\s+|\\p{RI}{2}|${EMOJI}|[^]\\p{M}*`, 'gu');
const IS_WORD = /^[\p{L}\p{N}]/u;

/** The text's pieces in order; joined they are the text. None of them splits a character. */
export function words(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** Whether a piece is a word or a number, and not space or punctuation. */
export function isWord(piece: string): boolean {
  return IS_WORD.test(piece);
}
