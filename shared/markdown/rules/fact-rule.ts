import type { StateInline } from 'markdown-it';

/** The longest `{{name}}`: 40 characters of name and the braces. */
const LONGEST = 44;

/** `{{name}}`: the edition's value of a fact. The token's content is the name. */
export function factRule(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('{{', state.pos)) return false;
  const ahead = state.src.slice(state.pos, Math.min(state.pos + LONGEST, state.posMax));
  const name = /^\{\{([a-z][a-z0-9_]{0,39})\}\}/.exec(ahead)?.[1];
  if (name === undefined) return false;
  if (!silent) state.push('fact', '', 0).content = name;
  state.pos += name.length + 4;
  return true;
}
