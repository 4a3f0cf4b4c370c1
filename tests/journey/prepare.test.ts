/**
 * What `npm start` does before the server runs, on a folder small enough for npm to install it in a
 * second and without a network: its one package, a bundler that copies, lies in the folder itself.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Program, runProgram } from '#tests/support/program.ts';

vi.setConfig({ testTimeout: 90_000 });

const SERVER = (words: string) => `console.log('${words}');\n`;
const BUNDLER = `
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
export async function createBuilder({ environments }) {
  const to = environments.server.build.outDir;
  return { buildApp: async () => {
    mkdirSync(to, { recursive: true });
    copyFileSync(join(to, '../../server/main.js'), join(to, 'main.js'));
  } };
}
`;

let folder: string;
const running: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-prepare-'));
  for (const name of ['client', 'server', 'shared', 'scripts', 'bundler'])
    await mkdir(join(folder, name));
  for (const name of ['start', 'child', 'prepare', 'turn'])
    await copyFile(resolve(`scripts/${name}.mjs`), join(folder, 'scripts', `${name}.mjs`));
  for (const name of ['vite.config.ts', 'tsconfig.base.json']) await write(name, '');
  await write('bundler/package.json', JSON.stringify({ ...BUNDLER_PACKAGE, exports: './i.mjs' }));
  await write('bundler/i.mjs', BUNDLER);
  await write('server/main.js', SERVER('one'));
  await wantPackages('1.0.0');
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

const BUNDLER_PACKAGE = { name: 'vite', version: '1.0.0' };

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, name), text);
}

/** Another version of the project: what a later commit does to package-lock.json. */
async function wantPackages(version: string): Promise<void> {
  const dependencies = { vite: 'file:bundler' };
  await write('package.json', JSON.stringify({ name: 'small', version, dependencies }));
  const packages = {
    '': { name: 'small', version, dependencies },
    bundler: BUNDLER_PACKAGE,
    'node_modules/vite': { resolved: 'bundler', link: true },
  };
  const lock = { name: 'small', version, lockfileVersion: 3, requires: true, packages };
  await write('package-lock.json', JSON.stringify(lock));
}

function start(): Program {
  const program = runProgram([join(folder, 'scripts/start.mjs')], { cwd: folder });
  running.push(program);
  return program;
}

/** What a whole run does: `install`, `build`, and then the lines that the server prints. */
async function steps(program: Program): Promise<string[]> {
  const { code, stdout, stderr } = await program.ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const said = stderr.join('\n');
  return [
    ...(said.includes('Installing packages') ? ['install'] : []),
    ...(said.includes('Building') ? ['build'] : []),
    ...stdout,
  ];
}

it('installs and builds what is missing, and what has changed since', async () => {
  expect(await steps(start())).toEqual(['install', 'build', 'one']);
  expect(await steps(start())).toEqual(['one']);
  await write('server/main.js', SERVER('number two'));
  expect(await steps(start())).toEqual(['build', 'number two']);
  await wantPackages('1.0.1');
  expect(await steps(start())).toEqual(['install', 'build', 'number two']);
});

it('starts twice at once, and prepares once', async () => {
  const both = await Promise.all([steps(start()), steps(start())]);
  expect(both.flat().sort()).toEqual(['build', 'install', 'one', 'one']);
});

it('is not held up by one that was killed', async () => {
  await steps(start());
  const dead = runProgram(['-e', '']);
  await dead.ended;
  await write('.cache/turn', String(dead.child.pid));
  await write('server/main.js', SERVER('and on'));
  expect(await steps(start())).toEqual(['build', 'and on']);
});

it('keeps the last build, says so and fails when the new one cannot be made', async () => {
  await steps(start());
  await rm(join(folder, 'server/main.js'));
  const { code, stdout, stderr } = await start().ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
  expect(stderr.at(-1)).toMatch(/^Commonbook could not be started: /);
  expect(await readFile(join(folder, 'dist/server/main.js'), 'utf8')).toBe(SERVER('one'));
});

it('leaves the packages of another folder alone that node_modules is linked to', async () => {
  const other = join(folder, 'other');
  await mkdir(other);
  await write('other/kept', 'whole');
  await symlink(other, join(folder, 'node_modules'));
  expect(await steps(start())).toEqual(['install', 'build', 'one']);
  expect(await readFile(join(other, 'kept'), 'utf8')).toBe('whole');
});
