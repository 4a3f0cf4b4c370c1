import { describe, expect, it } from 'vitest';
import { readHistorySearch } from '#client/history/search.ts';

describe('readHistorySearch', () => {
  it('reads version numbers, as texts and as numbers', () => {
    expect(readHistorySearch({ version: '12', against: 3 })).toEqual({ version: 12, against: 3 });
  });
  it('knows that 0 is nothing to compare with, and no version', () => {
    expect(readHistorySearch({ version: '0', against: '0' })).toEqual({ against: 0 });
  });
  it('leaves out what is no number', () => {
    expect(readHistorySearch({ version: '1e9', against: '-1', other: '2' })).toEqual({});
  });
});
