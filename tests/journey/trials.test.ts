/** A trial that tries nothing must not pass: what cannot be run is refused before anything runs. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from '#tests/support/program.ts';
import { trialSize } from '#tests/support/trial.ts';

describe('npm run trials and npm run bench', () => {
  it.each([
    [['trials', '--only', 'markdown', '--count', 'abc'], /^--count takes a whole number from 1/],
    [['trials', '--only', 'markdown', '--count', '0'], /^--count takes a whole number from 1/],
    [['trials', '--only', 'markdown', '--seed', 'x'], /^--seed takes a whole number from 0/],
    [['trials', '--only', 'mardown'], /^There is no trial "mardown": use markdown, convergence,/],
    [['trials', '--onyl', 'kill'], /^Unknown option '--onyl'/],
    [['bench', '--only', 'sartt'], /^There is no benchmark "sartt": use start, assets,/],
    [['bench', '--json'], /^Option '--json <value>' argument missing/],
    [['bench', '--json', 'tests'], /tests cannot be written: .*directory/],
  ])('%j: one line and exit code 1', { timeout: 60_000 }, async (typed, says) => {
    const { code, stdout, stderr } = await runProgram(['scripts/run.mjs', ...typed]).ended;
    expect(stderr).toEqual([expect.stringMatching(says)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
  });
});

describe('the size of a trial', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is the sample, or what was asked for', () => {
    expect(trialSize(5)).toMatchObject({ count: 5, isAskedFor: false });
    vi.stubEnv('TRIAL_COUNT', '700');
    vi.stubEnv('TRIAL_SEED', '12');
    expect(trialSize(5)).toMatchObject({ count: 700, seed: 12, isAskedFor: true });
  });

  it.each(['abc', '0', '-3', '1.5', ''])('is never "%s"', (count) => {
    vi.stubEnv('TRIAL_COUNT', count);
    expect(() => trialSize(5)).toThrow(/tries nothing/);
  });
});
