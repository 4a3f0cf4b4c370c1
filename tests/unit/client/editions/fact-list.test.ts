import { describe, expect, it } from 'vitest';
import {
  type AskedFact,
  factName,
  sendable,
  withBack,
} from '#client/editions/settings/fact-list.ts';

const fact = (name: string, label = name): AskedFact => ({ name, type: 'text', label, help: '' });

describe('the facts that a handbook asks for', () => {
  it.each([
    ['The law', 'the_law'],
    ['Prüfungsverband', 'prufungsverband'],
    ['3 founders', 'fact_3_founders'],
    ['Νόμος', 'nomos'],
    ['قانون', 'fact'],
    [
      'A very long label that goes on and on for ever and ever',
      'a_very_long_label_that_goes_on_and_o',
    ],
  ])('are named in the text by their label: %s', (label, name) => {
    expect(factName(label, [])).toBe(name);
    expect(name).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
  });

  it('have each a name of its own', () => {
    expect(factName('Law', ['law', 'law_2'])).toBe('law_3');
  });

  it('keep their last label until a new one has letters', () => {
    const stored = [fact('law', 'The law')];
    expect(sendable([fact('law', '  ')], stored)).toEqual(stored);
    expect(sendable([fact('law', ' Act ')], stored)).toEqual([fact('law', 'Act')]);
  });

  it('come back where they were, once, whatever has changed meanwhile', () => {
    const [a, b, c] = [fact('a'), fact('b'), fact('c')];
    expect(withBack([a, c], b, 1)).toEqual([a, b, c]);
    expect(withBack([a], c, 2)).toEqual([a, c]);
    expect(withBack([a, b], b, 0)).toEqual([a, b]);
  });
});
