const MINUTE_MS = 60_000;

/**
 * How long a seeded trial runs: a small sample in `npm test`, as long as asked in `npm run trials`,
 * which passes both numbers through the environment.
 */
export interface TrialSize {
  readonly count: number;
  readonly seed: number;
  /** The test's time limit: a trial of any length ends within it, or hangs. */
  readonly timeoutMs: number;
}

/** `sample` is the count for `npm test`. A fresh seed each time; print it, so that a failure can be had again. */
export function trialSize(sample: number): TrialSize {
  const count = Number(process.env.TRIAL_COUNT ?? sample);
  const seed = Number(process.env.TRIAL_SEED ?? Date.now() % 2 ** 31);
  // A whole trial may take hours; one that hangs in the suite should not.
  return { count, seed, timeoutMs: count > sample ? 240 * MINUTE_MS : 10 * MINUTE_MS };
}
