import type { Coverage } from './font-coverage.ts';
import type { Note } from './report.ts';

/** Marks that shape or join their neighbours and have no form of their own: lost where unknown. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\u2028\u2029]$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** A word without a place to break at would run over the page's edge. */
const LONG_WORD = /[^\s\u200b-]{40,}/gu;
const PIECE = /.{1,20}/gsu;
const BREAK_HERE = '\u200b';

function inPieces(word: string): string {
  return (word.match(PIECE) ?? []).join(BREAK_HERE);
}

/** Whether nothing has to be looked at one by one: true of nearly every text, and quickly found. */
function isPlain(text: string, coverage: Coverage): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit < 0xe000) return false;
    if (!coverage(unit)) return false;
  }
  return true;
}

/**
 * Text that the book's fonts can print and its lines can hold: whole characters only, what no font
 * has a shape for as `[U+10A0]` (and noted), very long words with places to break at.
 */
export function printText(text: string, coverage: Coverage, note: Note): string {
  if (isPlain(text, coverage)) return text.replace(LONG_WORD, inPieces);
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd').replace(CONTROL, '');
  let printed = '';
  for (const character of whole) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (/\s/.test(character) || coverage(codePoint)) printed += character;
    else if (!INVISIBLE.test(character)) {
      const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
      note('characters-replaced', `${character} (${name})`);
      printed += `[${name}]`;
    }
  }
  return printed.replace(LONG_WORD, inPieces);
}
