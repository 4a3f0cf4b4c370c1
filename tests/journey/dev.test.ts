/**
 * `npm run dev` on a copy of the sources, since it builds where they are: one address for the page and
 * the server, both of which follow the sources, and nothing left when it ends.
 */
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Person, signIn } from '#scripts/lab/person.ts';
import { OWNER } from '#scripts/lab/product.ts';
import { writeFrame } from '#shared/protocol/protocol.ts';
import { eventually } from '#tests/support/eventually.ts';
import { makeHandbook } from '#tests/support/handbook.ts';
import { type Program, runProgram } from '#tests/support/program.ts';

// The server is built twice, and the page's packages are prepared, on whatever else is running.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SOURCES = ['client', 'server', 'shared', 'scripts', 'handbooks'];
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'vite.config.ts'];
const READY = /^Commonbook is ready at (\S+)$/;

/** What npm is to it: a parent that passes no signal on. */
const PARENT = `require('node:child_process').spawn(process.execPath, ['scripts/dev.mjs'], { stdio: 'inherit' })`;

let root: string;
let dev: Program;
let url: string;
let owner: Person;
let before: string;

/** Every source with its size and the time of its last change. */
async function sources(): Promise<string> {
  const lines: string[] = [];
  for (const folder of SOURCES)
    for (const file of await readdir(join(root, folder), { recursive: true })) {
      const path = join(root, folder, file);
      const { size, mtimeMs } = await stat(path);
      lines.push(`${path} ${size} ${mtimeMs}`);
    }
  return [...lines, ...(await readdir(root))].sort().join('\n');
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'commonbook-dev-'));
  for (const part of [...SOURCES, ...SETTINGS])
    await cp(part, join(root, part), { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  before = await sources();
  dev = runProgram(['-e', PARENT], {
    cwd: root,
    env: {
      ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: join(root, '.cache/data') },
      ...{ OWNER_EMAIL: OWNER.email, OWNER_PASSWORD: OWNER.password, STARTER_HANDBOOKS: '0' },
    },
  });
  url = (await dev.line(READY))[1] ?? '';
  owner = await signIn(url, OWNER);
});
afterAll(async () => {
  dev?.child.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

/** What the sources' server tells a page that listens, as Vite's own client does. */
async function listen(): Promise<{ readonly told: string[]; close(): void }> {
  const client = await (await fetch(`${url}/@vite/client`)).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? '';
  const socket = new WebSocket(`${url.replace('http', 'ws')}/?token=${token}`, 'vite-hmr');
  const told: string[] = [];
  socket.on('message', (message) => told.push(String(message)));
  await eventually('the page is told that it is connected', () => told.length > 0);
  return { told, close: () => socket.close() };
}

describe('npm run dev', () => {
  it('serves the page, the API and live sync on one address', async () => {
    const page = await (
      await fetch(`${url}/handbooks`, { headers: { accept: 'text/html' } })
    ).text();
    expect(page).toContain('/@vite/client');
    const main = await fetch(`${url}/main.tsx`);
    expect(main.headers.get('content-type')).toContain('javascript');
    expect((await fetch(`${url}/api/me`)).headers.get('content-type')).toContain('json');
    const { chapterIds } = await makeHandbook(owner, { title: 'Dev', chapters: ['One'] });
    const headers = { cookie: owner.cookie, origin: url };
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${chapterIds[0]}`, { headers });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const answered = new Promise((resolve) => socket.once('message', resolve));
    socket.send(writeFrame({ kind: 'step1', stateVector: new Uint8Array([0]) }));
    await answered;
    socket.close();
  });

  it('leaves the sources as they are', async () => {
    const added = new Set(['.cache', 'dist']);
    const now = (await sources()).split('\n').filter((line) => !added.has(line));
    expect(now.join('\n')).toBe(before);
  });

  it('tells an open page what has changed', async () => {
    await fetch(`${url}/main.tsx`);
    await fetch(`${url}/app/lost-page.tsx`);
    const page = await listen();
    await appendFile(join(root, 'client/app/lost-page.tsx'), '\n// changed\n');
    await eventually('the page hears of it', () =>
      page.told.some((one) => one.includes('lost-page')),
    );
    page.close();
  });

  it('builds and starts the server again when its sources change', async () => {
    const health = join(root, 'server/http/health.ts');
    const text = await readFile(health, 'utf8');
    const started = (await fetch(`${url}/healthz`)).status;
    expect(started).toBe(200);
    await appendFile(health, `\nexport const planted = ${text.length};\nconsole.log('planted');\n`);
    await dev.line(/^planted$/);
    await expect
      .poll(() => fetch(`${url}/readyz`).then(({ status }) => status), { timeout: 30_000 })
      .toBe(200);
    expect((await owner.api.handbooks.list({})).results).toHaveLength(1);
  });

  it.each([
    ['is wrong', () => 'abc', /^PORT is not a port number[^\n]*"abc"\. Example: PORT=3000$/],
    [
      'is taken',
      () => new URL(url).port,
      /^The address 127\.0\.0\.1:\d+ cannot be used \(.*in use/,
    ],
  ])('refuses with one line when PORT %s', async (_name, port, line) => {
    const env = { HOST: '127.0.0.1', PORT: port(), DATA_DIR: join(root, '.cache/other') };
    const { code, stdout, stderr } = await runProgram(['scripts/dev.mjs'], { cwd: root, env })
      .ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr).toEqual([expect.stringMatching(line)]);
  });

  it('ends with whoever started it, within ten seconds, and leaves nothing running', async () => {
    const at = performance.now();
    dev.child.kill('SIGTERM');
    await dev.ended;
    expect(performance.now() - at).toBeLessThan(10_000);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    await expect(readFile(join(root, '.cache/data/lock'))).rejects.toThrow();
  });
});
