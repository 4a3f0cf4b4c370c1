import { describe, expect, it } from 'vitest';
import { createFactWords, factWord } from '#client/chapter/facts/fact-words.ts';
import { matchingFacts } from '#client/chapter/facts/matching-facts.ts';

const FACTS = [
  { name: 'legal_form', label: 'Legal form', value: 'Coöperatieve vennootschap' },
  { name: 'minimum', label: 'Minimum number of members', value: ' ' },
];

describe('a fact in the text', () => {
  it('shows a city its value, and what is asked while it is not filled in', () => {
    expect(factWord('legal_form', FACTS, 'city')).toEqual({
      text: 'Coöperatieve vennootschap',
      label: 'Legal form',
      state: 'filled',
    });
    expect(factWord('minimum', FACTS, 'city').state).toBe('empty');
    expect(factWord('minimum', FACTS, 'city').text).toBe('Minimum number of members');
  });

  it('shows the core what every city fills in, also where a value is stored', () => {
    const { text, state } = factWord('legal_form', FACTS, 'core');
    expect([text, state]).toEqual(['Legal form', 'asked']);
  });

  it('says when the handbook knows no such fact, but not before it knows the facts', () => {
    expect(factWord('gone', FACTS, 'city').state).toBe('missing');
    expect(factWord('gone', undefined, 'city').state).toBe('waiting');
  });

  it('tells those who show it of every change, until they stop listening', () => {
    const words = createFactWords((name) => factWord(name, undefined, 'city'));
    const seen: string[] = [];
    const stop = words.subscribe(() => seen.push(words.word('legal_form').state));
    words.set((name) => factWord(name, FACTS, 'city'));
    stop();
    words.set((name) => factWord(name, [], 'city'));
    expect(seen).toEqual(['filled']);
  });

  it('is found by its label, its name or its value', () => {
    const names = (typed: string) => matchingFacts(FACTS, typed, 'en').map(({ name }) => name);
    expect(names('')).toEqual(['legal_form', 'minimum']);
    expect(names('MEMBERS')).toEqual(['minimum']);
    expect(names('legal_')).toEqual(['legal_form']);
    expect(names('coöp')).toEqual(['legal_form']);
    expect(names('xyz')).toEqual([]);
  });
});
