import { type HexColour, type Oklch, toHex } from './oklch.ts';
import { slugBytes } from './slug-bytes.ts';

/** What stands behind an accent: the page, and cards and sheets on it. */
export const GROUND = {
  light: { paper: '#fbf9f4', sheet: '#ffffff' },
  dark: { paper: '#191815', sheet: '#211f1c' },
} as const satisfies Record<Scheme, Record<'paper' | 'sheet', HexColour>>;

export type Scheme = 'light' | 'dark';

export interface Tones {
  /** Links, carets, progress, the emblem's strong tone: at least 4.5:1 on paper, sheet and tint. */
  readonly accent: HexColour;
  /** The emblem's second tone; never for text. */
  readonly soft: HexColour;
  /** A ground for a few words or the emblem. */
  readonly tint: HexColour;
}

/** An edition's one colour, as it is on light and on dark paper. Print uses `light`. */
export interface Accent extends Readonly<Record<Scheme, Tones>> {
  /** OKLCH hue in degrees. */
  readonly hue: number;
}

type Recipe = Readonly<Record<keyof Tones, Omit<Oklch, 'hue'>>>;

const CITY: Readonly<Record<Scheme, Recipe>> = {
  light: {
    accent: { lightness: 0.47, chroma: 0.11 },
    soft: { lightness: 0.76, chroma: 0.09 },
    tint: { lightness: 0.95, chroma: 0.024 },
  },
  dark: {
    accent: { lightness: 0.78, chroma: 0.1 },
    soft: { lightness: 0.5, chroma: 0.085 },
    tint: { lightness: 0.27, chroma: 0.03 },
  },
};

/** The core is darker and quieter than any city: blue-black ink. */
const CORE: Readonly<Record<Scheme, Recipe>> = {
  light: {
    accent: { lightness: 0.37, chroma: 0.075 },
    soft: { lightness: 0.7, chroma: 0.06 },
    tint: { lightness: 0.95, chroma: 0.014 },
  },
  dark: {
    accent: { lightness: 0.8, chroma: 0.06 },
    soft: { lightness: 0.5, chroma: 0.06 },
    tint: { lightness: 0.27, chroma: 0.022 },
  },
};
const INK_BLUE = 255;

/** The slug that every handbook's common edition has. */
export const CORE_SLUG = 'core';

function tones(recipe: Recipe, hue: number): Tones {
  return {
    accent: toHex({ ...recipe.accent, hue }),
    soft: toHex({ ...recipe.soft, hue }),
    tint: toHex({ ...recipe.tint, hue }),
  };
}

/** The colour of the edition with this slug; the same slug always gives the same colour. */
export function accentOf(slug: string): Accent {
  const [high = 0, low = 0] = slugBytes(slug);
  const hue = slug === CORE_SLUG ? INK_BLUE : ((high * 256 + low) / 65536) * 360;
  const recipe = slug === CORE_SLUG ? CORE : CITY;
  return { hue, light: tones(recipe.light, hue), dark: tones(recipe.dark, hue) };
}
