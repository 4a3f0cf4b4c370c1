import type { Version } from '../queries.ts';

/** How a moment is written: to the minute, and to the second. */
export interface MomentFormats {
  readonly minute: (at: number) => string;
  readonly second: (at: number) => string;
}

/**
 * When each version was kept, by its number, in as few words as tell it from the others: to the minute,
 * to the second where two are of one minute, and counted where two are of one second. Pure.
 */
export function distinctMoments(
  versions: readonly Pick<Version, 'number' | 'at'>[],
  { minute, second }: MomentFormats,
): ReadonlyMap<number, string> {
  const told = versions.map(({ number, at }) => ({
    number,
    minute: minute(at),
    second: second(at),
  }));
  const minutes = counted(told.map((one) => one.minute));
  const seconds = counted(told.map((one) => one.second));
  const nth = new Map<string, number>();
  const moments = new Map<number, string>();
  for (const one of told.toSorted((one, other) => one.number - other.number)) {
    const count = (nth.get(one.second) ?? 0) + 1;
    nth.set(one.second, count);
    if (minutes.get(one.minute) === 1) moments.set(one.number, one.minute);
    else if (seconds.get(one.second) === 1) moments.set(one.number, one.second);
    else moments.set(one.number, `${one.second} (${count})`);
  }
  return moments;
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
