/** The gates of `npm run check`. Each takes the project's root, so that a test can run it on a copy with a fault. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkSpecs } from './check-specs.ts';
import { checkStructure } from './check-structure.ts';
import { TOP_LEVEL } from './structure/layers.ts';

export interface Verdict {
  readonly isPassed: boolean;
  /** What to mend, one fault a line; shown only when it failed. */
  readonly output: string;
}

export interface Gate {
  readonly name: string;
  run(root: string): Promise<Verdict>;
}

export const GATES: readonly Gate[] = [
  { name: 'types', run: (root) => runTool(root, 'typescript/bin/tsc', ['-b']) },
  {
    name: 'lint',
    run: (root) =>
      runTool(root, '@biomejs/biome/bin/biome', [
        'ci',
        '--error-on-warnings',
        '--colors=off',
        '--max-diagnostics=30',
      ]),
  },
  { name: 'structure', run: structureGate },
  { name: 'specs', run: specsGate },
  { name: 'dead code', run: (root) => runTool(root, 'knip/bin/knip.js', ['--no-progress']) },
];

/** Runs an installed package's program with Node, so that no shell or PATH is involved. */
function runTool(root: string, program: string, args: readonly string[]): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ isPassed: code === 0, output: output.join('') }));
  });
}

async function structureGate(root: string): Promise<Verdict> {
  const files = await readFiles(root, Object.keys(TOP_LEVEL), (path) => /\.tsx?$/.test(path));
  const faults = checkStructure(files);
  return {
    isPassed: faults.length === 0,
    output: faults
      .map((fault) => `${fault.path}:${fault.line} ${fault.rule}: ${fault.reason}`)
      .join('\n'),
  };
}

async function specsGate(root: string): Promise<Verdict> {
  const specs = await readFiles(root, ['shared', 'server', 'client'], (path) =>
    path.endsWith('SPEC.md'),
  );
  const tests = await readFiles(root, ['tests'], (path) => /\.test\.tsx?$/.test(path));
  const faults = checkSpecs(specs, tests);
  return {
    isPassed: faults.length === 0,
    output: faults.map((fault) => `${fault.path} ${fault.id}: ${fault.reason}`).join('\n'),
  };
}

async function readFiles(
  root: string,
  folders: readonly string[],
  isWanted: (path: string) => boolean,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = relative(root, join(entry.parentPath, entry.name));
      if (entry.isFile() && isWanted(path))
        files.set(path, await readFile(join(root, path), 'utf8'));
    }
  }
  return files;
}
