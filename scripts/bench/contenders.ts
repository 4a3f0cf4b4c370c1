/**
 * Other sync servers for Yjs, to measure ours beside: installed in exact versions into .cache when
 * they are asked for, and never part of the product. All of them are MIT; together they take 23 MB.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { StartError } from '#server/lib/start-error.ts';
import { newSecret } from '#shared/ids.ts';
import { startProduct } from '../lab/product.ts';
import { addressed, type Room } from './line.ts';

/** A server under load, ours or another. */
export interface Contender {
  readonly pid: number;
  /** An empty room that nobody has been in. */
  newRoom(): Promise<Room>;
  stop(): Promise<void>;
}

export interface Contending {
  readonly name: string;
  /** Where a word is when another hears of it. */
  readonly promise: string;
  start(): Promise<Contender>;
}

const FOLDER = resolve('.cache/contenders');
const PACKAGES = {
  '@hocuspocus/extension-database': '3.4.4',
  '@hocuspocus/server': '3.4.4',
  '@y/websocket-server': '0.1.1',
  'y-leveldb': '0.1.2',
  'y-protocols': '1.0.7',
  yjs: '13.6.33',
} as const;

/** Ours first. */
export function contenders(): readonly [Contending, ...Contending[]] {
  return [
    { name: 'Commonbook', promise: 'on disk, with an fsync', start: startOurs },
    {
      name: 'Hocuspocus 3.4.4',
      promise: 'in memory, and stores it in SQLite within seconds',
      start: () => startOther(resolve('scripts/bench/contenders/hocuspocus.mjs'), addressed),
    },
    {
      name: 'y-websocket-server 0.1.1',
      promise: 'in memory, and hands it to LevelDB without an fsync',
      start: () =>
        startOther(
          join(FOLDER, 'node_modules/@y/websocket-server/src/server.js'),
          ({ url, name }) => ({
            url: `${url}/${name}`,
            headers: {},
            before: [],
            prefix: new Uint8Array(),
          }),
        ),
    },
  ];
}

/** Installs what is not there in the versions that are wanted. @throws StartError */
export function ensureOthers(): void {
  const wanted = JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2);
  const file = join(FOLDER, 'package.json');
  const isThere = existsSync(join(FOLDER, 'node_modules')) && readFileSync(file, 'utf8') === wanted;
  if (isThere) return;
  console.log(`Installing ${Object.keys(PACKAGES).join(', ')} into ${FOLDER}`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, wanted);
  const words = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    execFileSync('npm', words, { cwd: FOLDER, stdio: 'inherit' });
  } catch (cause) {
    throw new StartError('The other servers cannot be installed: npm says why above.', { cause });
  }
}

async function startOurs(): Promise<Contender> {
  const product = await startProduct();
  const { api, cookie } = product.owner;
  const handbook = await api.handbooks.make({
    title: 'Load',
    slug: 'load',
    summary: '',
    language: 'en',
  });
  const editionId = handbook.editions[0]?.id;
  if (editionId === undefined) throw new Error('The handbook has no core edition.');
  return {
    pid: product.pid,
    newRoom: async () => ({
      url: `${product.url.replace('http', 'ws')}/sync/${(await api.chapters.add({ editionId, title: 'Room' })).id}?ack=1`,
      headers: { cookie, origin: product.url },
      before: [],
      prefix: new Uint8Array(),
    }),
    stop: () => product.stop(),
  };
}

async function startOther(
  program: string,
  roomOf: (at: { readonly url: string; readonly name: string }) => Room,
): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'commonbook-bench-'));
  const port = await freePort();
  const child = spawn(process.execPath, [program, folder, `${port}`], {
    cwd: FOLDER,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: `${port}`, YPERSISTENCE: folder },
  });
  await said(child, /^(?:ready|running)/);
  return {
    pid: child.pid ?? 0,
    newRoom: async () =>
      roomOf({
        url: `ws://127.0.0.1:${port}`,
        name: newSecret((length) => crypto.getRandomValues(new Uint8Array(length))),
      }),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // Nothing of it is kept, so nothing need be waited for.
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function said(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`A server ended with ${code}.`)));
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (pattern.test(line)) resolve();
      });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createServer().listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
