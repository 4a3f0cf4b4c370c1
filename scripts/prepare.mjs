/**
 * What must be true before anything can run: packages as package-lock.json says, and a build that is
 * not older than its sources. Plain JavaScript without dependencies, since nothing may be installed
 * yet. Looking costs some milliseconds when everything is up to date.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn } from './turn.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PACKAGES = join(ROOT, 'node_modules');
const PACKAGES_STAMP = join(PACKAGES, '.commonbook-stamp');
const DIST = join(ROOT, 'dist');
const TURN = join(ROOT, '.cache/turn');
/** What the product is built from. */
const SOURCES = ['client', 'server', 'shared', 'scripts'];
const SETTINGS = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.base.json'];

/** Installs the packages when there are none or others are wanted. */
export async function ensurePackages() {
  if (read(PACKAGES_STAMP) === packagesStamp()) return;
  await inTurn(TURN, async () => {
    const stamp = packagesStamp();
    // Somebody else may have installed them while we waited.
    if (read(PACKAGES_STAMP) === stamp) return;
    // On standard error: what a command prints must be what it prints, and nothing else.
    console.error('Installing packages (about two minutes the first time) …');
    // npm would empty the folder that a link leads to, which is another copy's.
    if (lstatSync(PACKAGES, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(PACKAGES);
    rmSync(PACKAGES_STAMP, { force: true });
    // Its own level: what `npm run --silent` hides would hide here why an installation failed.
    await runNpm(['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=notice']);
    writeFileSync(PACKAGES_STAMP, stamp);
  });
}

/**
 * Builds browser and server into dist when their sources have changed. The new build takes the old
 * one's place at once, when it is whole: a build that fails changes nothing.
 */
export async function ensureBuild() {
  if (read(join(DIST, 'stamp')) === sourcesStamp()) return;
  await inTurn(TURN, async () => {
    const stamp = sourcesStamp();
    if (read(join(DIST, 'stamp')) !== stamp) await build(stamp);
  });
}

async function build(stamp) {
  console.error('Building …');
  // What a shell or a test run says here would put React's slow, talkative version into the build.
  process.env.NODE_ENV = 'production';
  // What a build that was killed has left.
  for (const name of readdirSync(ROOT))
    if (/^dist-\d+$/.test(name)) rmSync(join(ROOT, name), { recursive: true, force: true });
  const { createBuilder } = await vite();
  const next = join(ROOT, `dist-${process.pid}`);
  try {
    const builder = await createBuilder({
      configFile: join(ROOT, 'vite.config.ts'),
      logLevel: 'warn',
      environments: {
        client: { build: { outDir: join(next, 'client') } },
        server: { build: { outDir: join(next, 'server') } },
      },
    });
    await builder.buildApp();
    writeFileSync(join(next, 'stamp'), stamp);
    rmSync(DIST, { recursive: true, force: true });
    renameSync(next, DIST);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

/** Vite, once it is installed. */
export function vite() {
  return import('vite');
}

/** Changes whenever other packages are wanted, or another Node for which to install them. */
function packagesStamp() {
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  return `${wanted.digest('hex')} ${process.version}`;
}

/** Changes whenever a source is added, changed or removed. */
function sourcesStamp() {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...SETTINGS, ...SOURCES.flatMap(filesOf)]) {
    const { size, mtimeMs } = statSync(join(ROOT, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesOf(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
    .sort();
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function runNpm(args) {
  // npm tells its own programs where it is; else it lies on the path, as a script on Windows.
  const own = process.env.npm_execpath;
  const child = own?.endsWith('.js')
    ? spawn(process.execPath, [own, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] })
    : spawn('npm', args, {
        cwd: ROOT,
        stdio: ['ignore', 2, 2],
        shell: process.platform === 'win32',
      });
  // An installation that goes on after us would meet the next one.
  const stop = () => child.kill('SIGTERM');
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, stop);
      if (code === 0) resolve();
      else if (signal) reject(new Error('the installation was stopped.'));
      else reject(new Error(`"npm ${args.join(' ')}" failed: see above.`));
    });
  });
}
