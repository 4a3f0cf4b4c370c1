import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyBetween, spread } from '#server/handbooks/position.ts';

describe('keyBetween', () => {
  it('always finds a key between two, however they came about', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const at = place % (keys.length + 1);
          const key = keyBetween(keys[at - 1] ?? '', keys[at]);
          expect(key > (keys[at - 1] ?? '')).toBe(true);
          if (keys[at] !== undefined) expect(key < keys[at]).toBe(true);
          expect(key).toMatch(/^[0-9a-z]*[1-9a-z]$/);
          keys.splice(at, 0, key);
        }
      }),
    );
  });

  it('stays short when chapters are only appended', () => {
    let last = '';
    for (let index = 0; index < 500; index += 1) last = keyBetween(last, undefined);
    expect(last.length).toBeLessThan(20);
  });

  it('says so when there is nothing between', () => {
    expect(() => keyBetween('b', 'b')).toThrow(RangeError);
    expect(() => keyBetween('c', 'b')).toThrow(RangeError);
  });
});

describe('spread', () => {
  it.each([0, 1, 2, 34, 35, 36, 1_000])(
    'gives %i keys in order, with room around each',
    (count) => {
      const keys = spread(count);
      expect(keys).toHaveLength(count);
      expect([...keys].sort()).toEqual(keys);
      expect(new Set(keys).size).toBe(count);
      for (const [index, key] of keys.entries()) {
        expect(keyBetween(key, keys[index + 1]) > key).toBe(true);
        expect(keyBetween(keys[index - 1] ?? '', key) < key).toBe(true);
      }
    },
  );
});
