import { expect, it } from 'vitest';
import { trialSize } from '#tests/support/trial.ts';
import { canCutPower, runPowerTrial } from './power-trial.ts';

const { count, seed, timeoutMs } = trialSize(2);
const log = console.log;
const isPossible = canCutPower();

it.skipIf(!isPossible)(
  '[SY1] a power cut loses nothing acknowledged',
  async () => {
    const full = await runPowerTrial({ count, seed, synchronous: 'full', log });
    expect(full).toMatchObject({ lossy: 0, broken: 0 });
    expect(full.acknowledged).toBeGreaterThan(0);
  },
  timeoutMs,
);

it.skipIf(!isPossible)(
  '[SY1] the control: with synchronous=NORMAL the same trial finds losses',
  async () => {
    const normal = await runPowerTrial({ count, seed, synchronous: 'normal', log });
    expect(normal.lossy).toBeGreaterThan(0);
  },
  timeoutMs,
);
