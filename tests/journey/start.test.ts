import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databasePath, openDatabase } from '#server/db/db.ts';
import { holderOf } from '#server/lib/lock.ts';
import { EXPORT_FORMATS } from '#shared/api/exports.ts';
import { peopleIn } from '#tests/support/command-world.ts';
import { type Program, runProgram } from '#tests/support/program.ts';

const MAIN = resolve('dist/server/main.js');
const START = resolve('scripts/start.mjs');
const COMMAND_LINE = resolve('dist/server/commonbook.js');
const READY = /^Commonbook is ready at (\S+)$/;

// Each test starts several processes, each of which loads the whole product.
vi.setConfig({ testTimeout: 90_000 });

let folder: string;
let dataDir: string;
const running: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-start-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}, args: readonly string[] = [MAIN]): Program {
  const program = runProgram(args, {
    env: { PORT: '0', DATA_DIR: dataDir, STARTER_HANDBOOKS: '0', ...env },
    stdin: 'pipe',
  });
  running.push(program);
  return program;
}

function command(...words: string[]): Program {
  const program = runProgram([COMMAND_LINE, ...words], { env: { DATA_DIR: dataDir } });
  running.push(program);
  return program;
}

async function urlOf(program: Program): Promise<string> {
  return (await program.line(READY))[1] ?? '';
}

describe('starting', () => {
  it('says where it is ready, and how to become the owner, once', async () => {
    const program = start();
    const url = await urlOf(program);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const [, link = ''] = await program.line(/(http\S+\/set-up\?secret=\S+)$/);
    expect(link.startsWith(url)).toBe(true);
    program.child.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
  });

  it('makes the first owner from the environment, without a link', async () => {
    const program = start({
      OWNER_EMAIL: 'ana@example.org',
      OWNER_PASSWORD: 'ten letters and more',
    });
    const url = await urlOf(program);
    const answer = await fetch(`${url}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: 'ana@example.org', password: 'ten letters and more' }),
    });
    expect(answer.status).toBe(200);
    program.child.kill('SIGTERM');
    const { stdout } = await program.ended;
    expect(stdout.join('\n')).not.toContain('set-up');
  });

  it('keeps to itself what it writes', async () => {
    const program = start();
    await urlOf(program);
    for (const path of [databasePath(dataDir), join(dataDir, 'lock')])
      expect((await stat(path)).mode & 0o077).toBe(0);
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends cleanly on %s, and can start again',
    async (signal) => {
      const first = start();
      await urlOf(first);
      first.child.kill(signal);
      expect((await first.ended).code).toBe(0);
      expect(holderOf(dataDir)).toBeUndefined();
      await urlOf(start());
    },
  );

  it('ends when the one who started it is gone, however it went', async () => {
    const program = start({}, [START]);
    await urlOf(program);
    expect(holderOf(dataDir)?.pid).not.toBe(program.child.pid);
    program.child.kill('SIGKILL');
    // The server has gone when the folder can be had: another one starts in its place.
    const next = start();
    await urlOf(next);
    expect(holderOf(dataDir)?.pid).toBe(next.child.pid);
  });

  it('passes signals and the exit code through npm start’s program', async () => {
    const program = start({}, [START]);
    await urlOf(program);
    program.child.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
    const wrong = start({ PORT: 'x' }, [START]);
    expect((await wrong.ended).code).toBe(1);
  });
});

describe('refusing to start, with one line and exit code 1:', () => {
  async function refusal(program: Program): Promise<string> {
    const { code, stdout, stderr } = await program.ended;
    expect(code).toBe(1);
    expect(stdout).toEqual([]);
    expect(stderr).toHaveLength(1);
    return stderr[0] ?? '';
  }

  it('a wrong variable', async () => {
    expect(await refusal(start({ PORT: '70000' }))).toMatch(/^PORT .*Example: PORT=3000$/);
  });

  it('a variable that is not part of this version', async () => {
    expect(await refusal(start({ REDIS_URL: 'redis://localhost' }))).toMatch(/^REDIS_URL is not/);
  });

  it('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal(start({ PORT: String(port) }))).toContain(`127.0.0.1:${port} is taken`);
    await new Promise((resolve) => other.close(resolve));
  });

  it('a data folder that cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const line = await refusal(start({ DATA_DIR: join(folder, 'file', 'data') }));
    expect(line).toContain('cannot be written');
    expect(line).toContain('DATA_DIR');
  });

  it('a data folder that another server holds, which it waits ten seconds for', async () => {
    const first = start();
    const url = await urlOf(first);
    const line = await refusal(start());
    expect(line).toContain(`in use by process ${first.child.pid}`);
    expect(line).toContain(new URL(url).port);
  });

  it('a database that is newer than the program, and leaves it alone', async () => {
    const first = start();
    await urlOf(first);
    first.child.kill('SIGTERM');
    await first.ended;
    const database = await openDatabase({ dataDir });
    await sql`insert into migration (name, timestamp) values ('999-later', '2030')`.execute(
      database.db,
    );
    await database.close();
    expect(await refusal(start())).toMatch(/^The database is newer than this program/);
  });

  it('a database file that is none', async () => {
    await mkdir(dataDir);
    await writeFile(
      databasePath(dataDir),
      'this is not a database, and long enough to tell'.repeat(9),
    );
    const line = await refusal(start());
    expect(line).toContain('cannot be opened (file is not a database): put a backup in its place');
    const { code, stderr } = await command('verify').ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: [line] });
  });

  it('a PostgreSQL that nobody answers for', async () => {
    const line = await refusal(start({ DATABASE_URL: 'postgres://ana:not-told@127.0.0.1:1/x' }));
    expect(line).toMatch(/^DATABASE_URL [^\n]*ECONNREFUSED 127\.0\.0\.1:1[^\n]* Example: /);
    expect(line).not.toContain('not-told');
  });
});

describe('the command line', () => {
  it('does the same beside a running server and without one', async () => {
    const alone = await command('user', 'add', 'ana@example.org', '--owner').ended;
    expect(alone).toMatchObject({ code: 0, stderr: [] });
    const server = start();
    const url = await urlOf(server);
    const { stdout, stderr } = await command('token', 'ana@example.org').ended;
    expect(stderr).toEqual([]);
    expect(stdout).toHaveLength(1);
    const answer = await fetch(`${url}/api/handbooks`, {
      headers: { authorization: `Bearer ${stdout[0]}` },
    });
    expect(answer.status).toBe(200);
    expect((await command('list', '--json').ended).stdout).toEqual(['[]']);
  });

  it('reaches a server that listens on another address of this machine', async () => {
    // Linux gives the whole of 127.0.0.0/8 to this machine; others know only the first.
    const host = process.platform === 'linux' ? '127.0.0.2' : '::1';
    const server = start({ HOST: host });
    const url = await urlOf(server);
    expect(new URL(url).hostname).toContain(host);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const [, link = ''] = await server.line(/(http\S+\/set-up\?secret=\S+)$/);
    expect(link.startsWith(url)).toBe(true);
    expect(await command('list').ended).toMatchObject({
      code: 0,
      stdout: ['There are no handbooks yet.'],
    });
  });

  it('prints for programs what they read and nothing else, run as --help says', async () => {
    await command('user', 'add', 'ana@example.org').ended;
    const help = (await command('--help').ended).stdout.join('\n');
    const [, ...npm] = (/npm run --silent commonbook --/.exec(help)?.[0] ?? '').split(' ');
    const run = (...words: string[]) =>
      promisify(execFile)('npm', [...npm, ...words], {
        env: { ...process.env, DATA_DIR: dataDir },
      });
    expect((await run('token', 'ana@example.org')).stdout).toMatch(/^[\w-]+\n$/);
    expect(JSON.parse((await run('list', '--json')).stdout)).toEqual([]);
  });

  it('takes paths from the folder where they were typed, through npm too', async () => {
    const npm = ['run', '--silent', 'commonbook', '--', 'import', 'food-coop'];
    const { stdout } = await promisify(execFile)('npm', npm, {
      cwd: resolve('handbooks'),
      env: { ...process.env, DATA_DIR: dataDir },
    });
    expect(stdout).toMatch(/^Imported food-coop: /);
  });

  it('is not answered without the secret', async () => {
    const url = await urlOf(start());
    for (const secret of ['', 'wrong', '0'.repeat(32)]) {
      const answer = await fetch(`${url}/internal/command`, {
        method: 'POST',
        headers: { 'x-commonbook-secret': secret, origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ words: ['list'], folder: '/' }),
      });
      expect(answer.status).toBe(404);
    }
  });

  it('prints an error as one line and fails', async () => {
    const { code, stdout, stderr } = await command('token', 'nobody@example.org').ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr).toEqual(['Nobody here has the e-mail address nobody@example.org.']);
    await urlOf(start());
    expect((await command('token', 'nobody@example.org').ended).stderr).toEqual(stderr);
    expect((await command('no-such-thing').ended).code).toBe(1);
  });

  it('lists in --help only what there is', async () => {
    const { stdout } = await command('--help').ended;
    const text = stdout.join('\n');
    for (const name of [
      'import',
      'export',
      'list',
      'user add',
      'token',
      'backup',
      'restore',
      'doctor',
      'verify',
    ])
      expect(text).toContain(`  ${name}`);
    expect(text).toContain(`--format ${EXPORT_FORMATS.join('|')} `);
  });

  it.each(['epub', 'bundle'])('says that %s is not built, and fails', async (format) => {
    const words = ['food-coop', 'core', '--format', format, '--out', join(folder, 'out')];
    const { code, stdout, stderr } = await command('export', ...words).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr).toEqual([
      `The format "${format}" is not part of this version: use ${EXPORT_FORMATS.join(', ')}.`,
    ]);
  });

  it('imports all of a folder or nothing of it, and says where the fault is', async () => {
    const bad = join(folder, 'bad');
    await mkdir(join(bad, 'core'), { recursive: true });
    await writeFile(join(bad, 'core', '01-fine.md'), '---\ntitle: Fine\n---\n\nText.\n');
    const handbook = 'title: Bad\nsummary: x\nlanguage: en\nlicence: x\nmodel: food-coop\n';
    const refused = async () => {
      const { code, stdout, stderr } = await command('import', bad).ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
      expect(stderr).toHaveLength(1);
      return stderr[0];
    };
    await writeFile(join(bad, 'handbook.yaml'), `${handbook}facts: [x\n`);
    expect(await refused()).toMatch(/^Nothing was imported\. handbook\.yaml, line \d+: /);
    await writeFile(join(bad, 'handbook.yaml'), handbook);
    await writeFile(join(bad, 'core', '02-bad.md'), '---\ntitle: [x\n---\n\nText.\n');
    expect(await refused()).toMatch(/^Nothing was imported\. core\/02-bad\.md, line \d+: /);
    expect((await command('list').ended).stdout).toEqual(['There are no handbooks yet.']);

    await rm(join(bad, 'core', '02-bad.md'));
    const { stdout } = await command('import', bad).ended;
    expect(stdout).toEqual(['Imported bad: 1 chapter, editions core.']);
    expect(await refused()).toContain('Choose another one with --handbook SLUG.');
    expect((await command('import', bad, '--handbook', 'worse').ended).code).toBe(0);
  });

  it('imports a handbook beside a server and exports an edition of it', async () => {
    await urlOf(start());
    const { code, stdout } = await command('import', resolve('handbooks/food-coop')).ended;
    expect(code).toBe(0);
    expect(stdout[0]).toMatch(/^Imported food-coop: \d+ chapters/);
    const out = join(folder, 'core.md');
    const words = ['export', 'food-coop', 'core', '--format', 'markdown', '--out', out];
    expect((await command(...words).ended).code).toBe(0);
    expect(await readFile(out, 'utf8')).toContain('# ');
    const unknown = await command('export', 'food-coop', 'atlantis', ...words.slice(3)).ended;
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toHaveLength(1);
  });

  it('restores a backup, keeps what was there, and refuses beside a server', async () => {
    const file = join(folder, 'all.commonbook');
    await command('user', 'add', 'ana@example.org').ended;
    expect((await command('backup', file).ended).code).toBe(0);
    await command('user', 'add', 'ben@example.org').ended;

    const server = start();
    await urlOf(server);
    const refused = await command('restore', file).ended;
    expect(refused.code).toBe(1);
    expect(refused.stderr.join()).toContain(`in use by process ${server.child.pid}`);
    server.child.kill('SIGTERM');
    await server.ended;

    expect((await command('restore', file).ended).code).toBe(0);
    expect((await command('token', 'ana@example.org').ended).code).toBe(0);
    expect((await command('token', 'ben@example.org').ended).code).toBe(1);
    const before = ['ana@example.org', 'ben@example.org'];
    expect(peopleIn(`${databasePath(dataDir)}.before-restore`)).toEqual(before);
    expect((await command('verify').ended).stdout).toEqual(['Everything fits together.']);
  });

  it('never writes over what the product keeps, beside a server and without one', async () => {
    await command('import', resolve('handbooks/food-coop')).ended;
    const own = databasePath(dataDir);
    const exporting = ['export', 'food-coop', 'core', '--format', 'markdown', '--out', own];
    const isRefused = async () => {
      for (const words of [['backup', own], exporting]) {
        const { code, stdout, stderr } = await command(...words).ended;
        expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
        expect(stderr).toEqual([expect.stringContaining(`${own} belongs to the data folder`)]);
      }
    };
    await isRefused();
    const server = start();
    await urlOf(server);
    await isRefused();
    server.child.kill('SIGTERM');
    await server.ended;
    expect((await command('verify').ended).stdout).toEqual(['Everything fits together.']);
  });

  it('does not restore what is not a backup, and changes nothing then', async () => {
    await command('user', 'add', 'ana@example.org').ended;
    const file = join(folder, 'not a backup');
    await writeFile(file, 'x'.repeat(5_000));
    const { code, stderr } = await command('restore', file).ended;
    expect(code).toBe(1);
    expect(stderr).toEqual([`${file} is not a whole backup of Commonbook.`]);
    expect((await command('token', 'ana@example.org').ended).code).toBe(0);
  });
});
