import { expect, it } from 'vitest';
import { runKillTrial } from './kill-trial.ts';

const count = Number(process.env.TRIAL_COUNT ?? 5);
const seed = Number(process.env.TRIAL_SEED ?? 1);

it('[SY1] [SY2] kill -9 in a write storm loses nothing acknowledged', async () => {
  const { failures, acknowledged } = await runKillTrial({ count, seed, log: console.log });
  expect(failures).toBe(0);
  expect(acknowledged).toBeGreaterThan(count * 10);
}, 600_000);
