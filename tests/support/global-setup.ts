/**
 * Before any test: builds the worker threads and child processes that server code starts, since Node
 * runs no TypeScript. They go to .cache/entries, apart from the product's own build, and several test
 * runs at once do not disturb each other: each file is moved into place whole.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';

const ENTRIES = '.cache/entries';
const STAMP = join(ENTRIES, 'stamp');

/** Parts of the suite that start the built product. */
const NEED_PRODUCT = /tests\/(?:journey|browser|hostile|fuzz)/;

/** What vitest calls once, before the first test. */
export async function setup(): Promise<void> {
  if (needsProduct(process.argv.slice(2))) buildProduct();
  await buildEntries();
}

/** Whether the command line asks for such a part, or for everything. */
function needsProduct(words: readonly string[]): boolean {
  const asked = words.filter((word) => word.startsWith('tests'));
  return asked.length === 0 || asked.some((word) => NEED_PRODUCT.test(word));
}

/** As `npm start` would: nothing happens when the build is not older than its sources. */
function buildProduct(): void {
  const script = "import('./scripts/prepare.mjs').then(({ ensureBuild }) => ensureBuild())";
  execFileSync(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function buildEntries(): Promise<void> {
  const sources = listSources();
  const stamp = stampOf(sources);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  const entries = sources.filter((file) => /-(thread|process)\.ts$/.test(file));
  mkdirSync(ENTRIES, { recursive: true });
  const scratch = mkdtempSync(join('.cache', 'entries-'));
  try {
    if (entries.length > 0) await buildInto(scratch, entries);
    moveInto(ENTRIES, scratch);
    writeFileSync(STAMP, stamp);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function listSources(): string[] {
  return ['server', 'shared']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => /\.(?:ts|typ|json)$/.test(file))
    .sort();
}

function stampOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function buildInto(folder: string, entries: readonly string[]): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { external: true, noExternal: [/^#/] },
    build: {
      ssr: true,
      outDir: folder,
      copyPublicDir: false,
      sourcemap: 'inline',
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: Object.fromEntries(entries.map((file) => [basename(file, '.ts'), file])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}

/** Chunks first, then the entries that import them. */
function moveInto(target: string, folder: string): void {
  mkdirSync(join(target, 'chunks'), { recursive: true });
  for (const file of listBuilt(folder)) renameSync(join(folder, file), join(target, file));
}

function listBuilt(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .sort((a, b) => Number(b.startsWith('chunks')) - Number(a.startsWith('chunks')));
}
