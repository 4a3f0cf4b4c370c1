import type { StateBlock } from 'markdown-it';

/** Where blocks in blocks end: below this no chapter goes, and the tokenizer's own limit drops words. */
const DEEPEST_BLOCK = 180;

/** Takes what is nested too deep to be read as blocks as the text of one paragraph: no word is lost. */
export function tooDeepRule(
  state: StateBlock,
  line: number,
  end: number,
  silent: boolean,
): boolean {
  if (silent || state.level < DEEPEST_BLOCK) return false;
  state.push('paragraph_open', 'p', 1).map = [line, end];
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(line, end, state.blkIndent, false).trim();
  inline.map = [line, end];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = end;
  return true;
}
