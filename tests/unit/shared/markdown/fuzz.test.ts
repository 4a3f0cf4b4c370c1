import { expect, it } from 'vitest';
import { runMarkdownTrial } from '#tests/fuzz/markdown-trial.ts';

it('[MD1] [MD2] prints and parses 300 chapters of a fresh seed without a loss', async () => {
  const lines: string[] = [];
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
  const { failures } = await runMarkdownTrial({
    count: 300,
    seed,
    log: (line) => lines.push(line),
  });
  console.log(lines[0]);
  expect(failures, lines.join('\n')).toBe(0);
});
