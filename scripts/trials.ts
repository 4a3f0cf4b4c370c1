/**
 * `npm run trials [-- --only NAME --count N --seed S]`: the fault and fuzz runs at their full
 * length. Each is the test of the same name that `npm test` runs as a sample. Exit code 0 only when all
 * passed.
 */
import { spawn } from 'node:child_process';
import { chosenOf, runTyped, typedOptions, wholeNumber } from './typed-options.ts';

interface Trial {
  readonly name: string;
  readonly file: string;
  /** Its full length, in rounds of what is `counted`. */
  readonly count: number;
  readonly counted: string;
}

const TRIALS: readonly Trial[] = [
  { name: 'markdown', file: 'tests/fuzz/markdown.test.ts', count: 20_000, counted: 'chapters' },
  {
    name: 'convergence',
    file: 'tests/fuzz/convergence.test.ts',
    count: 2_000,
    counted: 'schedules',
  },
  { name: 'kill', file: 'tests/fuzz/kill.test.ts', count: 50, counted: 'kills' },
  { name: 'power', file: 'tests/fuzz/power.test.ts', count: 20, counted: 'power cuts' },
  { name: 'growth', file: 'tests/fuzz/growth.test.ts', count: 10, counted: 'minutes' },
];

/** The test itself sees to it that it ran as many rounds as this asks for. */
function run(trial: Trial, count: number, seed: number): Promise<boolean> {
  console.log(`\n== ${trial.name}: ${count} ${trial.counted}, seed ${seed}`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', trial.file], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TRIAL_COUNT: `${count}`, TRIAL_SEED: `${seed}` },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

await runTyped(async () => {
  const typed = typedOptions(['only', 'count', 'seed']);
  const chosen = chosenOf('trial', TRIALS, typed.only).map((trial) => ({
    trial,
    count: wholeNumber('count', typed.count, { least: 1, otherwise: trial.count }),
  }));
  const seed = wholeNumber('seed', typed.seed, { least: 0, otherwise: Date.now() % 2 ** 31 });
  const outcomes: string[] = [];
  let failedCount = 0;
  for (const { trial, count } of chosen) {
    const startedAt = performance.now();
    const isPassed = await run(trial, count, seed);
    if (!isPassed) failedCount += 1;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    outcomes.push(
      `${isPassed ? 'pass' : 'FAIL'}  ${trial.name}  ${count} ${trial.counted}  seed ${seed}  ${seconds} s`,
    );
  }
  console.log(`\n${outcomes.join('\n')}`);
  process.exitCode = failedCount === 0 ? 0 : 1;
});
