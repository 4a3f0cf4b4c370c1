import type { Version } from '../queries.ts';

/** Versions of one day, newest first. */
export interface Day {
  /** Midnight of that day, where the reader is. */
  readonly at: number;
  readonly stretches: readonly Stretch[];
}

/** One version that stands for itself, or several in a row by the same people. */
export interface Stretch {
  /** Newest first, at least one. */
  readonly versions: readonly [Version, ...Version[]];
}

/** The timeline: by day, and within a day what the same people wrote in a row as one. Pure. */
export function groupVersions(versions: readonly Version[]): Day[] {
  const days: { at: number; stretches: { versions: [Version, ...Version[]] }[] }[] = [];
  for (const version of versions) {
    const at = midnightBefore(version.at);
    let day = days.at(-1);
    if (day?.at !== at) {
      day = { at, stretches: [] };
      days.push(day);
    }
    const last = day.stretches.at(-1);
    if (last !== undefined && belongTogether(last.versions[0], version)) {
      last.versions.push(version);
    } else day.stretches.push({ versions: [version] });
  }
  return days;
}

function midnightBefore(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Plain writing by the same people; what has a name or was brought back stands for itself. */
function belongTogether(one: Version, other: Version): boolean {
  const isPlain = (version: Version) => version.reason === 'writing' && version.name === '';
  return isPlain(one) && isPlain(other) && peopleOf(one) === peopleOf(other);
}

function peopleOf({ authors }: Version): string {
  return JSON.stringify(authors.map(({ name }) => name));
}
