import type { Env } from 'markdown-it';

/** Where a footnote's text stands in the file. */
export interface Definition {
  readonly text: string;
  /** 0-based. */
  readonly line: number;
}

/** The footnotes that a text defines, and which of them it refers to. */
export interface Footnotes {
  isDefined(label: string): boolean;
  /** The first definition of a label counts, as with links. */
  define(label: string, text: string, line: number): void;
  /** The definition, from now on used; undefined when there is none. */
  use(label: string): Definition | undefined;
  /** Labels and definitions that nothing referred to, in order. */
  unused(): readonly (readonly [string, Definition])[];
}

/** No label is defined, and definitions are forgotten: inside a footnote's own text. */
export const NO_FOOTNOTES: Footnotes = {
  isDefined: () => false,
  define: () => undefined,
  use: () => undefined,
  unused: () => [],
};

/** Nothing is defined yet. Of two definitions of one label the first counts; case does not. */
export function newFootnotes(): Footnotes {
  const definitions = new Map<string, Definition>();
  const used = new Set<string>();
  return {
    isDefined: (label) => definitions.has(label.toLowerCase()),
    define: (label, text, line) => {
      const key = label.toLowerCase();
      if (!definitions.has(key)) definitions.set(key, { text, line });
    },
    use: (label) => {
      used.add(label.toLowerCase());
      return definitions.get(label.toLowerCase());
    },
    unused: () => [...definitions].filter(([label]) => !used.has(label)),
  };
}

/**
 * Every label is defined, as its own text: how the printer reads back a block whose footnotes stand
 * elsewhere in the file.
 */
export function placeholderFootnotes(): Footnotes {
  return {
    ...newFootnotes(),
    isDefined: () => true,
    use: (label) => ({ text: label, line: 0 }),
  };
}

const KEY = Symbol('footnotes');

/** A tokenizer's environment that carries the footnotes. */
export function environment(footnotes: Footnotes): Env {
  return { [KEY]: footnotes };
}

/** Those that an environment carries; none where it carries nothing of ours. */
export function footnotesOf(env: Env): Footnotes {
  const footnotes = env[KEY];
  return isFootnotes(footnotes) ? footnotes : NO_FOOTNOTES;
}

function isFootnotes(value: unknown): value is Footnotes {
  return typeof value === 'object' && value !== null && 'isDefined' in value;
}
