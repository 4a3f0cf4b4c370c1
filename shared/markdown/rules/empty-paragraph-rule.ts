import type { StateBlock } from 'markdown-it';

/** What an empty paragraph is written as: Markdown itself has no way to say it. */
export const EMPTY_PARAGRAPH = '<p></p>';

/** Reads that one line back; its parameters are markdown-it's. */
export function emptyParagraphRule(
  state: StateBlock,
  line: number,
  _end: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  if (state.src.slice(start, state.eMarks[line]).trimEnd() !== EMPTY_PARAGRAPH) return false;
  if (silent) return true;
  state.push('empty_paragraph', '', 0).map = [line, line + 1];
  state.line = line + 1;
  return true;
}
