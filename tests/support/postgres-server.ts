/**
 * A PostgreSQL server for the tests: the one that TEST_DATABASE_URL names, else one of our own from
 * the machine's binaries, in a temporary folder and on a free port. Started once for a run.
 */
import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPostgres } from '#scripts/lab/postgres.ts';

const run = promisify(execFile);

export interface PostgresServer {
  /** With the right to make databases. */
  readonly url: string;
  close(): Promise<void>;
}

/** Undefined when no address is named and the machine has no PostgreSQL. */
export async function openPostgresServer(): Promise<PostgresServer | undefined> {
  const named = process.env.TEST_DATABASE_URL;
  if (named) return { url: named, close: async () => {} };
  const binaries = findPostgres();
  const user = serverUser();
  if (binaries === undefined || user === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'commonbook-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const cluster = join(folder, 'cluster');
  const port = await freePort();
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  await run(
    join(binaries, 'initdb'),
    ['-D', cluster, '-U', 'tests', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    options,
  );
  // What a test writes need not outlive the machine.
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const control = (...words: string[]) =>
    run(join(binaries, 'pg_ctl'), ['-D', cluster, '-w', ...words], options);
  await control('-l', join(folder, 'log'), '-o', settings, 'start');
  return {
    url: `postgres://tests@127.0.0.1:${port}/postgres`,
    close: async () => {
      await control('-m', 'immediate', 'stop');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database on a server; `drop` it when nobody is connected to it any more. */
export async function makePostgresDatabase(
  server: string,
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `commonbook_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(server, `drop database ${name} with (force)`) };
}

async function ask(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Who runs it: PostgreSQL refuses to be root, for whom its own user stands in if there is one. */
function serverUser(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createServer();
    socket.once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
