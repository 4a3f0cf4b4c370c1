/** What Markdown calls the kinds of things, beside what the schema calls them. */
import { CALLOUT_KINDS, type CalloutKind, type HeadingLevel } from '../content/content.ts';

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

const LEVELS = [1, 2, 3, 4, 5, 6] as const;

/** A heading's level; the last where there are more signs than levels. */
export function allowedHeadingLevel(value: number): HeadingLevel {
  return LEVELS.find((level) => level === value) ?? 6;
}
