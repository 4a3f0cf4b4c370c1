import { expect, it } from 'vitest';
import { trialSize } from '#tests/support/trial.ts';
import { runKillTrial } from './kill-trial.ts';

const { count, seed, timeoutMs } = trialSize(5);

it(
  '[SY1] [SY2] kill -9 in a write storm loses nothing acknowledged',
  async () => {
    const { failures, rounds, acknowledged } = await runKillTrial({
      count,
      seed,
      log: console.log,
    });
    expect(failures).toBe(0);
    expect(rounds).toBe(count);
    expect(acknowledged).toBeGreaterThan(count * 10);
  },
  timeoutMs,
);
