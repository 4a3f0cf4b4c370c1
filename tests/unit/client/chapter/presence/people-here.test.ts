import { describe, expect, it } from 'vitest';
import { initials, peopleHere, samePeople } from '#client/chapter/presence/people-here.ts';
import { personColour } from '#client/chapter/presence/person-colour.ts';
import { contrast, GROUND } from '#shared/emblem/emblem.ts';

const user = (id: string, name: string) => ({ user: { id, name } });

describe('who is here', () => {
  it('names each person once, however many tabs they have, and me first', () => {
    const states = new Map<number, { user?: unknown }>([
      [1, user('n', 'Noor')],
      [2, user('a', 'Ada')],
      [3, user('n', 'Noor')],
      [4, user('z', 'Zoë')],
    ]);
    expect(peopleHere(states, 3, 'en').map(({ name, isMe }) => [name, isMe])).toEqual([
      ['Noor', true],
      ['Ada', false],
      ['Zoë', false],
    ]);
  });

  it('leaves out connections that say nothing readable of themselves', () => {
    const states = new Map<number, { user?: unknown }>([
      [1, {}],
      [2, { user: 'Ada' }],
      [3, { user: { name: '  ' } }],
      [4, { user: { name: 'Noor' } }],
    ]);
    expect(peopleHere(states, 1, 'en')).toEqual([{ key: 'Noor', name: 'Noor', isMe: false }]);
  });

  it('knows when a list shows the same people', () => {
    const one = peopleHere(new Map([[1, user('a', 'Ada')]]), 1, 'en');
    const again = peopleHere(new Map([[1, user('a', 'Ada')]]), 1, 'en');
    const other = peopleHere(new Map([[1, user('a', 'Ada')]]), 2, 'en');
    expect(samePeople(one, again)).toBe(true);
    expect(samePeople(one, other)).toBe(false);
  });

  it.each([
    ['Ada', 'A'],
    ['ada lovelace', 'AL'],
    ['Ana Maria de la Cruz', 'AC'],
    ['Øystein (guest)', 'ØG'],
    ['李 小龙', '李小'],
    ['—', ''],
  ])('signs %s as %s', (name, sign) => {
    expect(initials(name)).toBe(sign);
  });

  it('gives everyone a colour that can be read on paper, the same at every look', () => {
    for (let index = 0; index < 300; index += 1) {
      const { light, dark } = personColour(`person-${index}`);
      expect(contrast(light, GROUND.light.paper)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, GROUND.dark.paper)).toBeGreaterThanOrEqual(4.5);
    }
    expect(personColour('a')).toEqual(personColour('a'));
  });
});
