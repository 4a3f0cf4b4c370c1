import { accentOf, type HexColour } from '#shared/emblem/emblem.ts';

/** A person's colour on light and on dark paper: 4.5:1 on either, the same for everyone who looks. */
export interface PersonColour {
  readonly light: HexColour;
  readonly dark: HexColour;
}

/** Drawn from what the person is known by, and nothing else. */
export function personColour(key: string): PersonColour {
  const accent = accentOf(`person ${key}`);
  return { light: accent.light.accent, dark: accent.dark.accent };
}

/** The same as one CSS value that follows the page's scheme. */
export function personInk(key: string): string {
  const { light, dark } = personColour(key);
  return `light-dark(${light}, ${dark})`;
}
