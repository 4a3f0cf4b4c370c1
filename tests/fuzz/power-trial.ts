/**
 * The power fails in a write storm. The data lies on a file system in an image file, mounted so that
 * it writes nothing to the image by itself; the server is stopped, and the image as it is at that
 * moment, with only what was flushed, is what is left. With synchronous=FULL every acknowledged word
 * must be in it. With NORMAL, the control, words must be missing: else the trial proves nothing.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { eventually } from '#tests/support/eventually.ts';
import { SeededRandom } from '#tests/support/random.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';
import { faultsOf, StormClient, wordsOf } from './storm.ts';

export interface PowerTrial {
  readonly count: number;
  readonly seed: number;
  readonly synchronous: 'full' | 'normal';
  readonly log: (line: string) => void;
}

const CLIENTS = ['ada', 'ben', 'cleo'];
const BUILT = '.cache/trials';

/** Whether this machine can mount an image: Linux, as root, with loop devices. */
export function canCutPower(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'commonbook-mount-'));
  try {
    new Disk(join(folder, 'disk')).unmount();
    return true;
  } catch {
    // No loop devices, or none allowed: the trial is skipped and counted as skipped.
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Cuts the power `count` times; `lossy` counts the cuts that lost acknowledged words. */
export async function runPowerTrial(trial: PowerTrial): Promise<{
  readonly cuts: number;
  readonly lossy: number;
  readonly broken: number;
  readonly acknowledged: number;
}> {
  const { count, seed, synchronous, log } = trial;
  log(`power: ${count} cuts with synchronous=${synchronous}, seed ${seed}`);
  const random = new SeededRandom(seed);
  await buildServer();
  const totals = { cuts: 0, lossy: 0, broken: 0, acknowledged: 0 };
  for (let round = 0; round < count; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'commonbook-power-'));
    try {
      const { faults, acknowledged } = await cutOnce(folder, synchronous, random);
      totals.cuts += 1;
      totals.acknowledged += acknowledged;
      const lost = faults.filter((fault) => fault.endsWith('is lost'));
      if (lost.length > 0) totals.lossy += 1;
      if (faults.length > lost.length) totals.broken += 1;
      if (faults.length > 0)
        log(`  cut ${round}: ${faults.length} of ${acknowledged} (${faults[0] ?? ''})`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  log(
    `power: ${totals.cuts} cuts with ${synchronous}, ${totals.acknowledged} acknowledged words, ` +
      `${totals.lossy} cuts that lost some`,
  );
  return totals;
}

async function cutOnce(
  folder: string,
  synchronous: 'full' | 'normal',
  random: SeededRandom,
): Promise<{ readonly faults: readonly string[]; readonly acknowledged: number }> {
  const disk = new Disk(join(folder, 'disk'));
  const clients = CLIENTS.map((name) => new StormClient(`${name}0x`, random));
  const { server, port } = await startServer(disk.folder, synchronous);
  const address = `ws://127.0.0.1:${port}/sync/${CHAPTER}?ack=1`;
  try {
    await Promise.all(
      clients.map((client, index) =>
        client.start(address, { authorization: `Bearer ${CLIENTS[index]}` }),
      ),
    );
    // What is on disk before the storm is there in either mode: the trial is about what follows.
    disk.flush();
    for (const client of clients) client.storm();
    await eventually('the storm is under way', () => sizeOf(clients) > 200);
    await new Promise((resolve) => setTimeout(resolve, random.below(500)));
    server.kill('SIGSTOP');
    for (const client of clients) client.pause();
    // Acknowledgements that are on their way still count: the server had promised.
    await new Promise((resolve) => setTimeout(resolve, 50));
    disk.copyTo(join(folder, 'left'));
  } finally {
    server.kill('SIGKILL');
    await new Promise((resolve) => server.once('exit', resolve));
    for (const client of clients) client.stop();
    disk.unmount();
  }
  const acknowledged = sizeOf(clients);
  return { faults: await faultsAfter(join(folder, 'left'), clients), acknowledged };
}

/** How many words are acknowledged. */
function sizeOf(clients: readonly StormClient[]): number {
  return clients.reduce((sum, client) => sum + client.acknowledged.size, 0);
}

/** Starts on what the power cut left and compares. */
async function faultsAfter(image: string, clients: readonly StormClient[]): Promise<string[]> {
  const disk = new Disk(image, 'exists');
  try {
    const world = await SyncWorld.open({ folder: disk.folder });
    try {
      return faultsOf(wordsOf(await world.storedDoc()), clients);
    } finally {
      await world.close();
    }
  } catch (error) {
    return [`the data cannot be opened: ${String(error)}`];
  } finally {
    disk.unmount();
  }
}

async function startServer(
  folder: string,
  synchronous: 'full' | 'normal',
): Promise<{ readonly server: ChildProcess; readonly port: number }> {
  const script = resolve(BUILT, 'power-server-process.js');
  const server = spawn(process.execPath, [script, folder, synchronous], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const found = /^port (\d+)$/.exec(line)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  server.removeAllListeners('exit');
  return { server, port };
}

/** Node 20 runs no TypeScript. The database's thread is the built product's. */
async function buildServer(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { external: true, noExternal: [/^#/] },
    build: {
      ssr: true,
      outDir: BUILT,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: {
        input: { 'power-server-process': 'tests/fuzz/power-server-process.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}

/** A file system in an image file. It commits nothing by itself for ten minutes. */
class Disk {
  readonly #image: string;
  readonly #mountPoint: string;

  constructor(image: string, state: 'new' | 'exists' = 'new') {
    this.#image = image;
    this.#mountPoint = `${image}.mounted`;
    mkdirSync(this.#mountPoint);
    if (state === 'new') {
      execFileSync('truncate', ['-s', '64M', image]);
      execFileSync('mkfs.ext4', ['-q', image], { stdio: 'ignore' });
    }
    execFileSync('mount', ['-o', 'loop,commit=600', image, this.#mountPoint], { stdio: 'pipe' });
  }

  get folder(): string {
    return this.#mountPoint;
  }

  flush(): void {
    execFileSync('sync', ['-f', this.#mountPoint]);
  }

  /** The image as a power cut leaves it: what the file system has flushed and nothing else. */
  copyTo(image: string): void {
    execFileSync('cp', ['--sparse=always', this.#image, image]);
  }

  unmount(): void {
    execFileSync('umount', [this.#mountPoint], { stdio: 'pipe' });
  }
}
