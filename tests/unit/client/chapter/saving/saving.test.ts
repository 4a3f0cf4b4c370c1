import { describe, expect, it } from 'vitest';
import { fileName } from '#client/chapter/saving/keep-as-file.ts';
import { isLeavingRisky, type Saving, savingWords } from '#client/chapter/saving/saving.ts';
import words from '#client/messages/en/chapter.json' with { type: 'json' };

const ALL: readonly Saving[] = [
  { kind: 'opening' },
  { kind: 'saved' },
  { kind: 'saving' },
  { kind: 'unsaved' },
  { kind: 'offline' },
  { kind: 'offline-kept' },
  { kind: 'read-only' },
  { kind: 'refused' },
];

describe('what the page says about saving', () => {
  it('has words for every state, and the same words for no two', () => {
    const keys = ALL.map((saving) => savingWords(saving).key.replace('saving.', ''));
    const said = keys.map((key) => Object.entries(words.saving).find(([one]) => one === key)?.[1]);
    expect(said).not.toContain(undefined);
    expect(new Set(said).size).toBe(ALL.length);
  });

  it('warns before leaving exactly while words are only here', () => {
    expect(ALL.filter(isLeavingRisky)).toEqual([
      { kind: 'saving' },
      { kind: 'unsaved' },
      { kind: 'offline-kept' },
      { kind: 'refused' },
    ]);
  });

  it.each([
    ['How to begin', 'How to begin'],
    ['a/b\\c: "d" <e>|f?*', 'a b c d e f'],
    ['..\u0000\n', '..'],
    ['///', 'chapter'],
    ['x'.repeat(200), 'x'.repeat(80)],
  ])('names the file of one’s own words for %j', (title, name) => {
    expect(fileName(title)).toBe(name);
  });
});
