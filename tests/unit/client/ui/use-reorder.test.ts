import { describe, expect, it } from 'vitest';
import { moved } from '#client/ui/use-reorder.ts';

describe('moving one of a list', () => {
  it('puts it at a place counted without it', () => {
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
  });

  it('stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', -5)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 99)).toEqual(['a', 'c', 'b']);
  });

  it('keeps all others in their order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 'd', 1)).toEqual(['a', 'd', 'b', 'c']);
  });
});
