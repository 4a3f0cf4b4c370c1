const MINUTE_MS = 60_000;

/**
 * How long a seeded trial runs: a small sample in `npm test`, as long as asked in `npm run trials`,
 * which passes both numbers through the environment.
 */
export interface TrialSize {
  readonly count: number;
  /** Somebody asked for this trial: it fails where the machine cannot run it, instead of being skipped. */
  readonly isAskedFor: boolean;
  readonly seed: number;
  /** The test's time limit: a trial of any length ends within it, or hangs. */
  readonly timeoutMs: number;
}

/**
 * `sample` is the count for `npm test`. A fresh seed each time; print it, so that a failure can be had
 * again. @throws RangeError for a count that tries nothing.
 */
export function trialSize(sample: number): TrialSize {
  const count = Number(process.env.TRIAL_COUNT ?? sample);
  const seed = Number(process.env.TRIAL_SEED ?? Date.now() % 2 ** 31);
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed))
    throw new RangeError(`A trial of ${count} rounds with seed ${seed} tries nothing.`);
  // A whole trial may take hours; one that hangs in the suite should not.
  const timeoutMs = count > sample ? 240 * MINUTE_MS : 10 * MINUTE_MS;
  return { count, seed, timeoutMs, isAskedFor: process.env.TRIAL_COUNT !== undefined };
}
