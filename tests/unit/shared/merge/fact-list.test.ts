import { describe, expect, it } from 'vitest';
import { mergeFactLists } from '#shared/merge/merge.ts';

/** `'law money=Cash'`: a fact with its name as its label, and one with another label. */
const list = (told: string) =>
  told
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [name = '', label = name] = word.split('=');
      return { name, type: 'text', label, help: '' };
    });

function merged(before: string, wanted: string, current: string): string {
  const facts = mergeFactLists({
    before: list(before),
    wanted: list(wanted),
    current: list(current),
  });
  return facts.map(({ name, label }) => (name === label ? name : `${name}=${label}`)).join(' ');
}

describe('a list of facts that two people change at once', () => {
  it('is what one made of it when nobody else did anything', () => {
    for (const wanted of ['b a', 'a', '', 'a=x b c', 'c a b'])
      expect(merged('a b', wanted, 'a b')).toBe(wanted);
  });

  it('keeps what each of them added', () => {
    expect(merged('a b', 'a n b', 'a b m')).toBe('a n b m');
    expect(merged('', 'law', 'law=Law')).toBe('law_2=law law=Law');
    expect(merged('', 'law', 'law')).toBe('law');
  });

  it('keeps what each of them reworded, the later of the same words', () => {
    expect(merged('a b', 'a=mine b', 'a b=theirs')).toBe('a=mine b=theirs');
    expect(merged('a', 'a=mine', 'a=theirs')).toBe('a=mine');
    const [fact] = list('a');
    if (!fact) throw new Error('there is a fact');
    const [own, theirs] = [
      { ...fact, help: 'mine' },
      { ...fact, type: 'money' },
    ];
    expect(mergeFactLists({ before: [fact], wanted: [own], current: [theirs] })).toEqual([
      { ...fact, help: 'mine', type: 'money' },
    ]);
  });

  it('takes out what one took out, unless the other reworded it', () => {
    expect(merged('a b', 'a', 'a b c')).toBe('a c');
    expect(merged('a b', 'a', 'a b=theirs')).toBe('a b=theirs');
    expect(merged('a b', 'a b=mine', 'a')).toBe('a b=mine');
    expect(merged('a b', 'a b', 'a')).toBe('a');
  });

  it('takes the order of who moved something', () => {
    expect(merged('a b c', 'c a b', 'a b c d')).toBe('c d a b');
    expect(merged('a b c', 'a b c n', 'c b a')).toBe('c n b a');
    expect(merged('a b c', 'c a b', 'b c a')).toBe('c a b');
  });
});
