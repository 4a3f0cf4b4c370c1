/**
 * `npm test`: the gates, then each part of the suite, with the time of each. Ends with the line
 * `N passed, N failed, N skipped`; exit code 0 only when nothing failed and every part ran.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { GATES } from './gates.ts';
import { ensureTestTools } from './tools.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Part {
  readonly name: string;
  run(): Promise<Counts>;
}

const PARTS: readonly Part[] = [
  ...GATES.map((gate) => ({
    name: `check: ${gate.name}`,
    run: async () => {
      const verdict = await gate.run(process.cwd());
      if (!verdict.isPassed) console.log(verdict.output.trimEnd());
      return verdict.isPassed
        ? { passed: 1, failed: 0, skipped: 0 }
        : { passed: 0, failed: 1, skipped: 0 };
    },
  })),
  ...['unit', 'contract', 'fuzz', 'hostile', 'journey', 'browser'].map((folder) => ({
    name: folder,
    run: () => runVitest(`tests/${folder}/`),
  })),
];

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
});

/** Runs one folder of tests. A run that crashes, or finds no test, counts as one failure. */
async function runVitest(folder: string): Promise<Counts> {
  const scratch = await mkdtemp(join(tmpdir(), 'commonbook-tests-'));
  const file = join(scratch, 'report.json');
  const code = await exitOf(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    folder,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const counts = await readCounts(file);
  await rm(scratch, { recursive: true });
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function readCounts(file: string): Promise<Counts> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const read = report.parse(JSON.parse(text));
  return {
    passed: read.numPassedTests,
    failed: Math.max(read.numFailedTests, read.numFailedTestSuites > 0 ? 1 : 0),
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

function exitOf(program: string, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

ensureTestTools();
const times: string[] = [];
let total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const part of PARTS) {
  console.log(`\n== ${part.name}`);
  const startedAt = performance.now();
  const counts = await part.run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(7);
  times.push(
    `${seconds} s  ${part.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  total = {
    passed: total.passed + counts.passed,
    failed: total.failed + counts.failed,
    skipped: total.skipped + counts.skipped,
  };
}
console.log(`\n${times.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
