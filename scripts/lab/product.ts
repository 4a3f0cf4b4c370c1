/**
 * The built product, started as a user's machine would start it: its own process, a fresh data
 * folder, a free port. Build first (`npm run build`); nothing here builds.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Person, signIn } from './person.ts';

const READY = /^Commonbook is ready at (\S+)/;
const START_DEADLINE = 60_000;
const STOP_DEADLINE = 10_000;
const MAIN = resolve('dist/server/main.js');

/** The owner whom every test product starts with. */
export const OWNER = {
  name: 'Owner',
  email: 'owner@example.org',
  password: 'long enough for tests',
} as const;

export interface ProductOptions {
  /** Added to the environment: `{ STARTER_HANDBOOKS: '1' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder to start on again; it is then not removed by `stop`. */
  readonly dataDir?: string;
}

/** A running server. `stop` ends it cleanly; `kill` as a power cut would, leaving the data folder. */
export interface Product {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Signed in through the API as the owner. */
  readonly owner: Person;
  /** What the server wrote so far, both streams, for a failing test's message. */
  output(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Stops or continues the whole process: a server that answers nothing and closes nothing. */
  pause(): void;
  resume(): void;
}

/** Starts the product and signs the owner in. Rejects with the server's own output when it does not start. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first.`);
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'commonbook-product-')));
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      STARTER_HANDBOOKS: '0',
      OWNER_EMAIL: OWNER.email,
      OWNER_PASSWORD: OWNER.password,
      ...options.env,
    },
  });
  const lines: string[] = [];
  const url = await readyAddress(child, lines);
  const remove = async () => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    owner: await signIn(url, OWNER),
    output: () => lines.join('\n'),
    stop: async () => {
      await end(child, 'SIGTERM');
      await remove();
    },
    kill: () => end(child, 'SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}

/** Waits for the ready line. */
function readyAddress(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      child.kill('SIGKILL');
      reject(new Error(`The product did not start: ${reason}\n${lines.join('\n')}`));
    };
    const deadline = setTimeout(() => fail('no ready line in time'), START_DEADLINE);
    child.once('exit', (code) => {
      clearTimeout(deadline);
      fail(`it ended with ${code}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const address = READY.exec(line)?.[1];
        if (address === undefined) return;
        clearTimeout(deadline);
        child.removeAllListeners('exit');
        resolve(address.replace(/\/$/, ''));
      });
    }
  });
}

/** Sends a signal and waits for the end; a server that does not end in time is killed and reported. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGCONT');
  child.kill(signal);
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, STOP_DEADLINE);
  await ended;
  clearTimeout(deadline);
  if (isLate) throw new Error(`The product did not stop within ${STOP_DEADLINE} ms of ${signal}.`);
}
