/** What Markdown calls the kinds of things, beside what the schema calls them. */
import type { Alignment, CalloutKind, HeadingLevel } from '../content/content.ts';
import { ALIGNMENTS, CALLOUT_KINDS } from '../content/content.ts';

/** GitHub has two kinds that we do not: they become the nearest of ours. */
const OTHER_CALLOUTS: Readonly<Record<string, CalloutKind>> = {
  important: 'note',
  caution: 'warning',
};

/** The kind that `[!WORD]` names, or undefined. */
export function allowedCallout(word: string | undefined): CalloutKind | undefined {
  const lower = word?.toLowerCase();
  if (lower === undefined) return undefined;
  if (Object.hasOwn(OTHER_CALLOUTS, lower)) return OTHER_CALLOUTS[lower];
  return CALLOUT_KINDS.find((kind) => kind === lower);
}

export function allowedAlignment(value: unknown): Alignment | null {
  return ALIGNMENTS.find((alignment) => alignment === value) ?? null;
}

const LEVELS = [1, 2, 3, 4, 5, 6] as const;

export function allowedHeadingLevel(value: number): HeadingLevel {
  return LEVELS.find((level) => level === value) ?? 6;
}
