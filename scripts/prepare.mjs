/**
 * What must be true before anything can run: packages as package-lock.json says, and a build that is
 * not older than its sources. Plain JavaScript without dependencies, since nothing may be installed
 * yet. Looking costs some milliseconds when everything is up to date.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PACKAGES_STAMP = join(ROOT, 'node_modules/.commonbook-stamp');
/** What the product is built from. */
const SOURCES = ['client', 'server', 'shared', 'scripts'];
const SETTINGS = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.base.json'];

/** Installs the packages when there are none or others are wanted. */
export async function ensurePackages() {
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  const stamp = `${wanted.digest('hex')} ${process.version}`;
  if (read(PACKAGES_STAMP) === stamp) return;
  // On standard error: what a command prints must be what it prints, and nothing else.
  console.error('Installing packages (about two minutes the first time) …');
  await runNpm(['ci', '--no-audit', '--no-fund', '--include=dev']);
  writeFileSync(PACKAGES_STAMP, stamp);
}

/**
 * Builds browser and server into dist when their sources have changed. The new build takes the old
 * one's place at once, when it is whole: a build that fails changes nothing.
 */
export async function ensureBuild() {
  const dist = join(ROOT, 'dist');
  const stamp = sourcesStamp();
  if (read(join(dist, 'stamp')) === stamp) return;
  console.error('Building …');
  // What a shell or a test run says here would put React's slow, talkative version into the build.
  process.env.NODE_ENV = 'production';
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
    rmSync(dist, { recursive: true, force: true });
    renameSync(next, dist);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

/** Vite, once it is installed. */
export function vite() {
  return import('vite');
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
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`"npm ${args.join(' ')}" failed: see above.`));
    });
  });
}
