import { expect, it } from 'vitest';
import { trialSize } from '#tests/support/trial.ts';
import { runMarkdownTrial } from './markdown-trial.ts';

const { count, seed, timeoutMs } = trialSize(300);

it(
  '[MD1] [MD2] prints and parses chapters of any kind without a loss',
  async () => {
    const { failures, rounds } = await runMarkdownTrial({ count, seed, log: console.log });
    expect(failures).toBe(0);
    expect(rounds).toBe(count);
  },
  timeoutMs,
);
