import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Coverage, coverageOf } from './font-coverage.ts';

interface Family {
  readonly name: string;
  readonly folder: string;
  /** Folder and file of each style, as the package names them. */
  readonly styles: readonly string[];
}

/**
 * The fonts that a book may use, all of them embedded, none from the machine. Source Serif prints
 * Latin, Greek and Cyrillic; Amiri Arabic (newer Arabic fonts cannot be searched in a PDF); Noto Sans
 * Mono code and the rarer letters and signs; Noto Emoji the rest, in one colour.
 */
const SERIF: Family = {
  name: 'Source Serif 4',
  folder: 'source-serif-4',
  styles: ['400Regular', '400Regular_Italic', '600SemiBold', '600SemiBold_Italic'],
};
const AMIRI: Family = {
  name: 'Amiri',
  folder: 'amiri',
  styles: ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'],
};
const MONO: Family = {
  name: 'Noto Sans Mono',
  folder: 'noto-sans-mono',
  styles: ['400Regular', '600SemiBold'],
};
const EMOJI: Family = { name: 'Noto Emoji', folder: 'noto-emoji', styles: ['400Regular'] };
const FAMILIES = [SERIF, AMIRI, MONO, EMOJI];

/** Family names in the order in which a character looks for its shape. */
export const TEXT_FAMILIES: readonly string[] = FAMILIES.map(({ name }) => name);
export const RTL_TEXT_FAMILIES: readonly string[] = [AMIRI, SERIF, MONO, EMOJI].map(
  ({ name }) => name,
);
export const MONO_FAMILIES: readonly string[] = [MONO, SERIF, AMIRI, EMOJI].map(({ name }) => name);

function filesOf({ folder, styles }: Family): string[] {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve(`@expo-google-fonts/${folder}/package.json`));
  const stem = folder.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return styles.map((style) => join(root, style, `${stem}_${style}.ttf`));
}

/** Every font file of the book, for the typesetter. */
export function fontFiles(): string[] {
  return FAMILIES.flatMap(filesOf);
}

let coverage: Coverage | undefined;

/** Which characters those fonts print together. Reads them once. */
export function bookCoverage(): Coverage {
  coverage ??= coverageOf(
    FAMILIES.map((family) => filesOf(family).map((path) => readFileSync(path))),
  );
  return coverage;
}
