/** From `node scripts/start.mjs` to the ready line the second time, and what an idle server weighs. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Benchmark, type Figure, median } from './figure.ts';
import { memoryOf } from './memory.ts';

const ROUNDS = 5;

export const start: Benchmark = {
  name: 'start',
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'commonbook-bench-'));
    const first = await startOnce(dataDir);
    const rounds: Started[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await startOnce(dataDir));
    await rm(dataDir, { recursive: true });
    return figures(first, rounds);
  },
};

interface Started {
  readonly ms: number;
  readonly kilobytes: number;
}

function figures(first: Started, rounds: readonly Started[]): Figure[] {
  return [
    { what: 'first start to ready (starter handbook loaded)', value: first.ms / 1000, unit: 's' },
    {
      what: `second start to ready (median of ${ROUNDS})`,
      value: median(rounds.map((round) => round.ms)) / 1000,
      unit: 's',
      under: 2,
    },
    {
      what: 'idle memory of all processes (PSS)',
      value: median(rounds.map((round) => round.kilobytes)) / 1024,
      unit: 'MB',
      under: 200,
    },
  ];
}

async function startOnce(dataDir: string): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('Commonbook is ready')) break;
  const ms = performance.now() - startedAt;
  const kilobytes = await memoryOf(child.pid ?? 0);
  child.kill('SIGTERM');
  await ended;
  return { ms, kilobytes };
}
