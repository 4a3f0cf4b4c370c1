import { describe, expect, it } from 'vitest';
import { omittedRuns } from '#client/chapter/lineage/omitted-runs.ts';
import { schema } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';

/** A text of one paragraph a letter, each of three places: its borders and its letter. */
const textOf = (letters: string) =>
  schema.nodeFromJSON({
    type: 'doc',
    content: [...letters].map((letter) => ({
      type: 'paragraph',
      attrs: { id: letter },
      content: [{ type: 'text', text: letter }],
    })),
  });

/** A lineage of one letter a block; capital ones are left out. */
const lineageOf = (letters: string) =>
  [...letters].map((letter) => ({
    blockId: letter.toLowerCase() as BlockId,
    content: letter === letter.toLowerCase() ? ('inherited' as const) : ('omitted' as const),
  }));

const told = (text: string, lineage: string) =>
  omittedRuns(textOf(text), lineageOf(lineage)).map(
    ({ blockIds, position }) => `${blockIds.join('')} at ${position}`,
  );

describe('what is left out', () => {
  it('stands behind the block before it, and together with its neighbours', () => {
    expect(told('ad', 'aBCd')).toEqual(['bc at 3']);
    expect(told('bd', 'AbCdE')).toEqual(['a at 0', 'c at 3', 'e at 6']);
    expect(told('', 'AB')).toEqual(['ab at 0']);
  });

  it('is no longer left out once it is in the text, wherever that is', () => {
    expect(told('abd', 'aBCd')).toEqual(['c at 6']);
    expect(told('acd', 'aBCd')).toEqual(['b at 3']);
    expect(told('bad', 'aBd')).toEqual([]);
  });

  it('joins marks when what stood between them is gone since', () => {
    expect(told('a', 'aBcD')).toEqual(['bd at 3']);
  });
});
