import { expect, it } from 'vitest';
import { canCutPower, runPowerTrial } from './power-trial.ts';

const count = Number(process.env.TRIAL_COUNT ?? 2);
const seed = Number(process.env.TRIAL_SEED ?? 1);
const log = console.log;
const isPossible = canCutPower();

it.skipIf(!isPossible)(
  '[SY1] a power cut loses nothing acknowledged',
  async () => {
    const full = await runPowerTrial({ count, seed, synchronous: 'full', log });
    expect(full).toMatchObject({ lossy: 0, broken: 0 });
    expect(full.acknowledged).toBeGreaterThan(0);
  },
  600_000,
);

it.skipIf(!isPossible)(
  '[SY1] the control: with synchronous=NORMAL the same trial finds losses',
  async () => {
    const normal = await runPowerTrial({ count, seed, synchronous: 'normal', log });
    expect(normal.lossy).toBeGreaterThan(0);
  },
  600_000,
);
