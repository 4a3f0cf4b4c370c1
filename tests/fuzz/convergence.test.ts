import { expect, it } from 'vitest';
import { trialSize } from '#tests/support/trial.ts';
import { runConvergenceTrial } from './convergence-trial.ts';

const { count, seed, timeoutMs } = trialSize(100);

it(
  '[SY15] [SY24] [SY31] replicas converge, nothing is lost unseen, nothing is from nobody',
  async () => {
    const { failures, rounds, steps, dropped } = await runConvergenceTrial({
      count,
      seed,
      log: console.log,
    });
    expect(failures).toBe(0);
    expect(rounds).toBe(count);
    expect(steps).toBeGreaterThan(count * 10);
    // A trial in which nothing is ever dropped would prove nothing about what is offered.
    if (count >= 100) expect(dropped).toBeGreaterThan(0);
  },
  timeoutMs,
);

// Seeds that once failed, kept for ever; the faults behind them hung on timing as well.
it.each([5010, 5051, 31941, 20261347, 20261929, 327654539])(
  '[SY15] seed %i converges',
  async (kept) => {
    const { failures } = await runConvergenceTrial({ count: 1, seed: kept, log: console.log });
    expect(failures).toBe(0);
  },
);
