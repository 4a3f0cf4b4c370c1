/** How hard a text is escaped: what needs it; every letter beside a mark as well; everything. */
export type Level = 0 | 1 | 2;
export const LEVELS: readonly Level[] = [0, 1, 2];

/** What stands directly beside a text. */
export type Beside = 'start' | 'end' | 'break' | 'open' | 'close' | 'link open' | 'thing';

/** What a mark's sign touches on its other side: Markdown asks this before it takes it for a sign. */
export type Edge = 'word' | 'sign';

export interface Surroundings {
  readonly before: Beside;
  readonly after: Beside;
  /** Across the signs of marks that stand before and after. */
  readonly edgeBefore: Edge;
  readonly edgeAfter: Edge;
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
  around: Surroundings,
): boolean {
  const { before, after } = around;
  const character = characters[at] ?? '';
  if (character === '\ufeff' || character === '\u2028' || character === '\u2029') return true;
  const isFirst = at === 0;
  const isLast = at === characters.length - 1;
  if (isSpace(character)) {
    if (isFirst && before !== 'thing' && before !== 'link open' && before !== 'close') return true;
    if (isLast && (after === 'end' || after === 'break' || after === 'close')) return true;
    return level === 2 && (isSpace(characters[at - 1]) || isSpace(characters[at + 1]));
  }
  return touchesMark(character, { isFirst, isLast }, level, around);
}

/**
 * A letter right outside of a mark: the sign between it and a space or a sign inside would be taken
 * for text. An entity is a sign on both sides.
 */
function touchesMark(
  character: string,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
  level: Level,
  { before, after, edgeBefore, edgeAfter }: Surroundings,
): boolean {
  const isBehind = isFirst && before === 'close';
  const isAhead = isLast && after === 'open';
  if (level === 2) {
    return isBehind || isAhead || (isFirst && before === 'open') || (isLast && after === 'close');
  }
  if (isPunctuation(character)) return false;
  if (level === 1) return isBehind || isAhead;
  return (isBehind && edgeBefore === 'sign') || (isAhead && edgeAfter === 'sign');
}

/** Whether what a text begins or ends with is a letter or digit to Markdown, unescaped. */
export function edgeOf(character: string | undefined): Edge {
  return character === undefined || isSpace(character) || isPunctuation(character)
    ? 'sign'
    : 'word';
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
