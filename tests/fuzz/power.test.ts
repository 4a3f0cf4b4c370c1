import { expect, it } from 'vitest';
import { trialSize } from '#tests/support/trial.ts';
import { canCutPower, runPowerTrial } from './power-trial.ts';

const { count, seed, timeoutMs, isAskedFor } = trialSize(2);
const log = console.log;
// Asked for by name it says why it cannot run: only as a sample it may be skipped.
const isSkipped = !isAskedFor && !canCutPower();

it.skipIf(isSkipped)(
  '[SY1] a power cut loses nothing acknowledged',
  async () => {
    const full = await runPowerTrial({ count, seed, synchronous: 'full', log });
    expect(full).toMatchObject({ cuts: count, lossy: 0, broken: 0 });
    expect(full.acknowledged).toBeGreaterThan(0);
  },
  timeoutMs,
);

it.skipIf(isSkipped)(
  '[SY1] the control: with synchronous=NORMAL the same trial finds losses',
  async () => {
    const normal = await runPowerTrial({ count, seed, synchronous: 'normal', log });
    expect(normal.cuts).toBe(count);
    expect(normal.lossy).toBeGreaterThan(0);
  },
  timeoutMs,
);
