import { expect, it } from 'vitest';
import { runConvergenceTrial } from './convergence-trial.ts';

const count = Number(process.env.TRIAL_COUNT ?? 100);
const seed = Number(process.env.TRIAL_SEED ?? 1);

it('[SY15] [SY24] replicas converge, nothing is lost unseen, nothing is from nobody', async () => {
  const { failures, steps, dropped } = await runConvergenceTrial({ count, seed, log: console.log });
  expect(failures).toBe(0);
  expect(steps).toBeGreaterThan(count * 10);
  // A trial in which nothing is ever dropped would prove nothing about what is offered.
  if (count >= 100) expect(dropped).toBeGreaterThan(0);
}, 600_000);
