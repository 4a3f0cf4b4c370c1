import type { StateBlock, StateInline } from 'markdown-it';
import { footnotesOf } from '../footnotes.ts';

const LABEL = /^\[\^([^\s[\]^]{1,100})\]/;
const DEFINITION = /^\[\^([^\s[\]^]{1,100})\]:[ \t]*/;
/** How far the later paragraphs of a definition are indented. */
const INDENT = 4;

/** `[^label]`, where a footnote of that label is defined. The token's content is the label. */
export function referenceRule(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('[^', state.pos)) return false;
  const label = LABEL.exec(state.src.slice(state.pos, state.posMax))?.[1];
  if (label === undefined || !footnotesOf(state.env).isDefined(label)) return false;
  if (!silent) state.push('footnote_reference', '', 0).content = label;
  state.pos += label.length + 3;
  return true;
}

function firstCharacter(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

function indentOf(state: StateBlock, line: number): number {
  return (state.sCount[line] ?? 0) - state.blkIndent;
}

function definedHere(state: StateBlock, line: number): RegExpExecArray | null {
  if (indentOf(state, line) >= INDENT || indentOf(state, line) < 0) return null;
  return DEFINITION.exec(state.src.slice(firstCharacter(state, line), state.eMarks[line]));
}

/** The line after the definition's last: its paragraph goes on, indented ones may follow. */
function endOfDefinition(state: StateBlock, start: number, end: number): number {
  let last = start + 1;
  for (let line = start + 1; line < end; line++) {
    if (state.isEmpty(line)) continue;
    const isIndented = indentOf(state, line) >= INDENT;
    if (!isIndented && (state.isEmpty(line - 1) || startsAnother(state, line, end))) break;
    last = line + 1;
  }
  return last;
}

function startsAnother(state: StateBlock, line: number, end: number): boolean {
  if (indentOf(state, line) < 0) return true;
  const rules = state.md.block.ruler.getRules('paragraph');
  return rules.some((rule) => rule(state, line, end, true));
}

/** `[^label]: text`. The text is kept in the footnotes of the environment; no token is made. */
export function definitionRule(
  state: StateBlock,
  start: number,
  end: number,
  silent: boolean,
): boolean {
  const match = definedHere(state, start);
  const label = match?.[1];
  if (match === null || label === undefined) return false;
  if (silent) return true;
  const last = endOfDefinition(state, start, end);
  const first = state.src.slice(
    firstCharacter(state, start) + match[0].length,
    state.eMarks[start],
  );
  const rest = state.getLines(start + 1, last, state.blkIndent + INDENT, false);
  footnotesOf(state.env).define(label, rest === '' ? first : `${first}\n${rest}`, start);
  state.line = last;
  return true;
}
