/**
 * `npm run trials [-- --only NAME --count N --seed S]`: the seeded fault and fuzz runs at their full
 * length. Each is the test of the same name that `npm test` runs as a sample. Exit code 0 only when all
 * passed.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

/** Full lengths; the word counted is what `--count` counts. */
const TRIALS: Readonly<
  Record<string, { readonly file: string; readonly count: number; readonly counted: string }>
> = {
  markdown: { file: 'tests/fuzz/markdown.test.ts', count: 20_000, counted: 'chapters' },
  convergence: { file: 'tests/fuzz/convergence.test.ts', count: 2_000, counted: 'schedules' },
  kill: { file: 'tests/fuzz/kill.test.ts', count: 50, counted: 'kills' },
  power: { file: 'tests/fuzz/power.test.ts', count: 20, counted: 'power cuts' },
};

function run(name: string, count: number, seed: number): Promise<boolean> {
  const trial = TRIALS[name];
  if (trial === undefined)
    throw new Error(`There is no trial ${name}; there are ${Object.keys(TRIALS).join(', ')}.`);
  console.log(`\n== ${name}: ${count} ${trial.counted}, seed ${seed}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', trial.file], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TRIAL_COUNT: `${count}`, TRIAL_SEED: `${seed}` },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' } },
});
const names = values.only === undefined ? Object.keys(TRIALS) : [values.only];
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const outcomes: [string, boolean, number][] = [];
for (const name of names) {
  const startedAt = performance.now();
  const isPassed = await run(name, Number(values.count ?? TRIALS[name]?.count), seed);
  outcomes.push([name, isPassed, (performance.now() - startedAt) / 1000]);
}
console.log('');
for (const [name, isPassed, seconds] of outcomes)
  console.log(`${isPassed ? 'pass' : 'FAIL'}  ${name}  seed ${seed}  ${seconds.toFixed(0)} s`);
process.exitCode = outcomes.every(([, isPassed]) => isPassed) ? 0 : 1;
