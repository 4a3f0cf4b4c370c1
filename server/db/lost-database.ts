import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '#server/lib/start-error.ts';
import type { DialectName } from './columns.ts';
import { listSetAside } from './set-aside.ts';

/**
 * Refuses to begin anew where a database was lost: its file is missing or empty, and what belonged to
 * one lies in the folder. Opened all the same, SQLite would make an empty one, and throw away the log
 * that may still hold what the lost one had.
 * @throws StartError with what to do; nothing was changed.
 */
export async function assertNotLost(path: string, dataDir: string): Promise<void> {
  if ((await sizeOf(path)) > 0) return;
  const left = await leftOf(path, dataDir);
  if (left === undefined) return;
  throw new StartError(
    `The database ${path} is missing or empty, yet ${left} is there: put a backup in its place with "npm run commonbook -- restore FILE", or move ${dataDir} away to begin anew.`,
  );
}

/**
 * The same where a database answers and has no tables: a wrong address of PostgreSQL, or a file that
 * was made anew by something else. Files that belong to SQLite's database in the folder say nothing.
 * @throws StartError with what to do; nothing was changed.
 */
export async function assertMayBegin(
  dialect: DialectName,
  { path, dataDir }: { readonly path: string; readonly dataDir: string },
): Promise<void> {
  if (dialect === 'postgres' && (await sizeOf(path)) > 0) return;
  const left = await firstFileIn(join(dataDir, 'files'));
  if (left === undefined) return;
  const [name, remedy] =
    dialect === 'postgres'
      ? ['at DATABASE_URL', 'correct the address or restore it with pg_restore']
      : [path, 'put a backup in its place with "npm run commonbook -- restore FILE"'];
  throw new StartError(
    `The database ${name} is empty, yet ${left} is there: ${remedy}, or move ${dataDir} away to begin anew.`,
  );
}

/** Something that only a database that has lived leaves; undefined after a start that was interrupted. */
async function leftOf(path: string, dataDir: string): Promise<string | undefined> {
  for (const beside of [`${path}-wal`, ...(await listSetAside(path))])
    if ((await sizeOf(beside)) > 0) return beside;
  return firstFileIn(join(dataDir, 'files'));
}

async function firstFileIn(folder: string): Promise<string | undefined> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isFile()) return path;
    const within = entry.isDirectory() ? await firstFileIn(path) : undefined;
    if (within !== undefined) return within;
  }
  return undefined;
}

/** In bytes; 0 when there is none. */
async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
