import { accentOf, type HexColour } from '#shared/emblem/emblem.ts';

/** A person's colour on light and on dark paper: 4.5:1 on either, the same for everyone who looks. */
export interface PersonColour {
  readonly light: HexColour;
  readonly dark: HexColour;
}

/** Found before: a caret asks for its colour whenever somebody presses a key, and it takes a hash. */
const found = new Map<string, PersonColour>();

/** Drawn from what the person is known by, and nothing else. */
export function personColour(key: string): PersonColour {
  const known = found.get(key);
  if (known !== undefined) return known;
  const accent = accentOf(`person ${key}`);
  const colour = { light: accent.light.accent, dark: accent.dark.accent };
  found.set(key, colour);
  return colour;
}

/** The same as one CSS value that follows the page's scheme. */
export function personInk(key: string): string {
  const { light, dark } = personColour(key);
  return `light-dark(${light}, ${dark})`;
}
