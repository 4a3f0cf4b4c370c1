/** How hard a text is escaped: only what needs it; also around marks; everything. */
export type Level = 0 | 1 | 2;
export const LEVELS: readonly Level[] = [0, 1, 2];

/** What stands directly beside a text. */
export type Beside = 'start' | 'end' | 'break' | 'open' | 'close' | 'link open' | 'thing';

export interface Surroundings {
  readonly before: Beside;
  readonly after: Beside;
  readonly isInLink: boolean;
}

/** ASCII punctuation: what a backslash may stand before. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

const NEEDED =
  /[\\`*[]|_(?:(?<![\p{L}\p{N}]_)|(?![\p{L}\p{N}]))|~(?=~|$)|(?<=~|^)~|<(?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9]+;)|\{(?=\{|$)/gu;

/** At the start of a line these would begin another kind of block. */
const LINE_START = /^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=]+\s*$|:?-|\||~~~)/;
const NUMBER_START = /^(\d{1,9})([.)])(?=\s|$)/;

/** A text so that Markdown reads it as this text and nothing else. */
export function escapeText(text: string, level: Level, around: Surroundings): string {
  const characters = [...text];
  const encoded = characters.map((_, at) => mustEncode(characters, at, level, around));
  let printed = '';
  let run = '';
  characters.forEach((character, at) => {
    if (encoded[at] !== true) {
      run += character;
      return;
    }
    printed += escapeRun(run, level, around, printed === '') + entity(character);
    run = '';
  });
  return printed + escapeRun(run, level, around, printed === '');
}

/** A character by its number. */
export function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /[\s\p{Zs}\ufeff]/u.test(character);
}

function isPunctuation(character: string | undefined): boolean {
  return character !== undefined && /[\p{P}\p{S}]/u.test(character);
}

function mustEncode(
  characters: readonly string[],
  at: number,
  level: Level,
  { before, after }: Surroundings,
): boolean {
  const character = characters[at] ?? '';
  if (character === '\ufeff' || character === '\u2028' || character === '\u2029') return true;
  const isFirst = at === 0;
  const isLast = at === characters.length - 1;
  if (isSpace(character)) {
    if (isFirst && before !== 'thing' && before !== 'link open' && before !== 'close') return true;
    if (isLast && (after === 'end' || after === 'break' || after === 'close')) return true;
    return level === 2 && (isSpace(characters[at - 1]) || isSpace(characters[at + 1]));
  }
  const touchesMark =
    (isFirst && (before === 'open' || before === 'close')) ||
    (isLast && (after === 'open' || after === 'close'));
  if (!touchesMark) return false;
  return level > 0 && !(level === 1 && isPunctuation(character) && character.length > 1);
}

function escapeRun(run: string, level: Level, around: Surroundings, isFirst: boolean): string {
  if (level === 2) return run.replace(PUNCTUATION, '\\$&');
  const needed = run.replace(NEEDED, '\\$&');
  const inside = around.isInLink ? needed.replace(/\]/g, '\\]') : needed;
  const atLine = isFirst && (around.before === 'start' || around.before === 'break');
  const begun = atLine ? escapeLineStart(inside) : inside;
  const isBeforeBracket = around.after === 'link open' && begun.endsWith('!');
  return isBeforeBracket ? `${begun.slice(0, -1)}\\!` : begun;
}

function escapeLineStart(text: string): string {
  if (LINE_START.test(text)) return `\\${text}`;
  return text.replace(NUMBER_START, '$1\\$2');
}
