import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptPairs, longestIncreasing } from '#shared/content/content.ts';

/** The length of a longest common subsequence, the slow and obvious way. */
function commonLength(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const left of one) {
    const next = [0];
    for (const [at, right] of other.entries()) {
      next.push(left === right ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

describe('keptPairs', () => {
  it('keeps as much as can be kept, in order', () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const pairs = keptPairs(before, after);
        expect(pairs).toHaveLength(commonLength(before, after));
        let last = { from: -1, to: -1 };
        for (const pair of pairs) {
          expect(before[pair.from]).toBe(after[pair.to]);
          expect(pair.from).toBeGreaterThan(last.from);
          expect(pair.to).toBeGreaterThan(last.to);
          last = pair;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives up on long sequences with nothing in common, but for their ends', () => {
    const before = Array.from({ length: 4000 }, (_, at) => `a${at}`);
    const after = ['a0', ...Array.from({ length: 4000 }, (_, at) => `b${at}`), 'a3999'];
    expect(keptPairs(before, after)).toEqual([
      { from: 0, to: 0 },
      { from: 3999, to: 4001 },
    ]);
  });
});

describe('longestIncreasing', () => {
  it('finds a longest part that keeps its order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 25 }), (numbers) => {
        const kept = longestIncreasing(numbers).map((at) => String(numbers[at]));
        const sorted = numbers.toSorted((one, other) => one - other).map(String);
        expect(kept).toHaveLength(commonLength(numbers.map(String), sorted));
        expect(kept).toEqual(sorted.filter((number) => kept.includes(number)));
      }),
    );
  });
});
