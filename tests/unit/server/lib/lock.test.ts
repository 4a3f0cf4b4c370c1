import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { heldError, holderOf, takeLock } from '#server/lib/lock.ts';
import { notWritable } from '#server/lib/not-writable.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'commonbook-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

it('is held by one at a time, and says who that is', async () => {
  const lock = await takeLock(dataDir, 0);
  lock?.announce('http://127.0.0.1:3000', 'secret');
  expect(await takeLock(dataDir, 0)).toBeUndefined();
  expect(holderOf(dataDir)).toEqual({
    pid: process.pid,
    address: 'http://127.0.0.1:3000',
    secret: 'secret',
  });
  expect(heldError(dataDir).message).toContain(
    `in use by process ${process.pid} (http://127.0.0.1:3000)`,
  );
  lock?.release();
  const next = await takeLock(dataDir, 0);
  expect(next).toBeDefined();
  next?.release();
});

it('lets only its owner read the note with the secret', async () => {
  const lock = await takeLock(dataDir, 0);
  const { mode } = await stat(join(dataDir, 'lock'));
  expect(mode & 0o777).toBe(0o600);
  lock?.release();
});

it('comes to the one who waits as soon as it is released', async () => {
  const lock = await takeLock(dataDir, 0);
  const waiting = takeLock(dataDir, 10_000);
  lock?.release();
  const next = await waiting;
  expect(next).toBeDefined();
  next?.release();
});

it('ends with a process that is killed, whatever note it left', async () => {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import Sqlite from 'better-sqlite3';
     const held = new Sqlite(process.argv[1]);
     held.exec('begin exclusive');
     console.log('held');
     setInterval(() => held, 1000);`,
    join(dataDir, 'lock.sqlite'),
  ]);
  await once(child.stdout, 'data');
  await writeFile(
    join(dataDir, 'lock'),
    JSON.stringify({ pid: child.pid, address: null, secret: '' }),
  );
  expect(await takeLock(dataDir, 0)).toBeUndefined();
  expect(heldError(dataDir).message).toContain(`process ${child.pid}`);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  const lock = await takeLock(dataDir, 0);
  expect(lock).toBeDefined();
  lock?.release();
});

it('is refused with one line where nothing can be written', async () => {
  const file = join(dataDir, 'a file');
  await writeFile(file, '');
  await expect(takeLock(join(file, 'data'), 0)).rejects.toThrow(
    /^[^\n]* cannot be written \(ENOTDIR\): [^\n]*DATA_DIR[^\n]*$/,
  );
});

it('is refused with one line below a folder in which nothing can ever be made', async () => {
  await expect(takeLock('/proc/none/data', 0)).rejects.toThrow(
    /^\/proc\/none\/data cannot be written \([A-Z]+\): [^\n]*$/,
  );
});

it('leaves nothing behind, and no lock, when it cannot say who holds it', async () => {
  await mkdir(join(dataDir, 'lock', 'in the way'), { recursive: true });
  await expect(takeLock(dataDir, 0)).rejects.toThrow(/cannot be written \([A-Z]+\)/);
  expect((await readdir(dataDir)).sort()).toEqual(['lock', 'lock.sqlite']);
  await rm(join(dataDir, 'lock'), { recursive: true });
  const lock = await takeLock(dataDir, 0);
  expect(lock).toBeDefined();
  lock?.release();
});

it.each([
  ['ENOSPC', 'free some space on its disk'],
  ['SQLITE_FULL', 'free some space on its disk'],
  ['EEXIST', 'move away the file that stands in the way'],
  ['EACCES', 'let this user write there'],
])('names the remedy that fits %s', (code, remedy) => {
  const { message } = notWritable('/srv/data', Object.assign(new Error('no'), { code }));
  expect(message).toBe(
    `/srv/data cannot be written (${code}): ${remedy}, or set DATA_DIR to another folder.`,
  );
});
