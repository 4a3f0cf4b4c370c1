import { describe, expect, it } from 'vitest';
import { chosenOf, typedOptions, wholeNumber } from '#scripts/typed-options.ts';

describe('what is typed after a command', () => {
  it('is read by its name', () => {
    expect(typedOptions(['only', 'count'], ['--only', 'kill', '--count=5'])).toEqual({
      only: 'kill',
      count: '5',
    });
    expect(typedOptions(['only', 'count'], [])).toEqual({});
  });

  it.each([
    [['--onyl', 'kill'], /Unknown option '--onyl'/],
    [['--only'], /--only/],
    [['--only', '--only', 'kill'], /ambiguous\. Did you forget/],
    [['kill'], /kill/],
  ])('is refused in one line when it is %j', (typed, says) => {
    expect(() => typedOptions(['only'], typed)).toThrow(says);
    expect(() => typedOptions(['only'], typed)).toThrow(/^[^\n]+$/);
  });

  it('names one of those there are, or all', () => {
    const named = [{ name: 'kill' }, { name: 'power' }];
    expect(chosenOf('trial', named, undefined)).toEqual(named);
    expect(chosenOf('trial', named, 'power')).toEqual([{ name: 'power' }]);
    expect(() => chosenOf('trial', named, 'powr')).toThrow(
      'There is no trial "powr": use kill, power.',
    );
  });

  const read = (typed?: string) => wholeNumber('count', typed, { least: 1, otherwise: 50 });

  it('is a whole number where one is asked for', () => {
    expect([read(), read('1'), read('2000')]).toEqual([50, 1, 2_000]);
  });

  it.each(['', '0', 'abc', '-1', '1.5', '1e3', '99999999999'])('is no number as "%s"', (typed) => {
    expect(() => read(typed)).toThrow(/^--count takes a whole number from 1 .* not "/);
  });
});
