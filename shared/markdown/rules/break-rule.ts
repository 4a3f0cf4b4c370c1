import type { StateInline } from 'markdown-it';

/**
 * `<br>` is a line break: the only one that a heading, a table cell and the end of a text can hold,
 * and what other programs write there.
 */
export function breakRule(state: StateInline, silent: boolean): boolean {
  const match = /^<br ?\/?>/i.exec(state.src.slice(state.pos, state.pos + 6));
  if (match === null || state.pos + match[0].length > state.posMax) return false;
  if (!silent) state.push('hardbreak', 'br', 0);
  state.pos += match[0].length;
  return true;
}
