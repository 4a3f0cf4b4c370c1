import { describe, expect, it } from 'vitest';
import type { Version } from '#client/history/queries.ts';
import { groupVersions } from '#client/history/timeline/group-versions.ts';

const MINUTE = 60_000;
const NOON = new Date(2027, 2, 1, 12).getTime();

function version(
  number: number,
  at: number,
  authors: string,
  more: Partial<Version> = {},
): Version {
  const names = authors.split('+').map((name) => ({ name }));
  return { number, at, authors: names, reason: 'writing', name: '', wordCount: 1, ...more };
}

/** Days as lists of stretches as lists of numbers. */
function grouped(...versions: Version[]): number[][][] {
  return groupVersions(versions).map(({ stretches }) =>
    stretches.map(({ versions }) => versions.map(({ number }) => number)),
  );
}

describe('groupVersions', () => {
  it('puts what the same people wrote in a row together, day by day', () => {
    expect(
      grouped(
        version(6, NOON + 40 * MINUTE, 'Ada'),
        version(5, NOON + 20 * MINUTE, 'Ada+Ben'),
        version(4, NOON + 10 * MINUTE, 'Ada+Ben'),
        version(3, NOON, 'Ada'),
        version(2, NOON - 24 * 60 * MINUTE, 'Ada'),
        version(1, NOON - 24 * 60 * MINUTE - MINUTE, 'Ada'),
      ),
    ).toEqual([[[6], [5, 4], [3]], [[2, 1]]]);
  });

  it('lets named versions and restores stand for themselves', () => {
    expect(
      grouped(
        version(4, NOON, 'Ada'),
        version(3, NOON, 'Ada', { name: 'For the printer' }),
        version(2, NOON, 'Ada', { reason: 'restore' }),
        version(1, NOON, 'Ada', { reason: 'restore' }),
      ),
    ).toEqual([[[4], [3], [2], [1]]]);
  });

  it('is nothing for nothing', () => {
    expect(groupVersions([])).toEqual([]);
  });
});
