import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The built file of a worker thread or child process: `entryPath('sqlite-writer-thread')` for
 * server/db/sqlite-writer-thread.ts. In the product it lies in dist/server; when this file runs as
 * TypeScript (tests), the entries built by tests/support/global-setup.ts are used.
 */
export function entryPath(name: string): string {
  const isSource = import.meta.url.endsWith('.ts');
  return join(projectRoot(), isSource ? '.cache/entries' : 'dist/server', `${name}.js`);
}

/** The folder with package.json, wherever the build has put this file below it. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json is missing above the server’s files.');
    folder = parent;
  }
  return folder;
}
