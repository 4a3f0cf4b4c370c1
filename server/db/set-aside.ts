import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';

const END = '.before-restore';

/**
 * Moves a database that is to be replaced out of the way, under a name that nothing has: what was set
 * aside before stays. Resolves with what now holds it: the file, its log where that could not be
 * folded in, or nothing when there was neither.
 */
export async function setAside(path: string): Promise<string[]> {
  foldLogIn(path);
  const kept = freeName(path);
  const moved: string[] = [];
  // SQLite finds a log by its file's name: under these names the two still belong together.
  for (const suffix of ['', '-wal'])
    if (existsSync(`${path}${suffix}`)) {
      await rename(`${path}${suffix}`, `${kept}${suffix}`);
      moved.push(`${kept}${suffix}`);
    }
  // Only an index to the log, which is made anew from it.
  await rm(`${path}-shm`, { force: true });
  return moved;
}

/** Everything that was set aside beside a database, logs too. */
export async function listSetAside(path: string): Promise<string[]> {
  const names = await readdir(dirname(path)).catch(() => []);
  const start = `${basename(path)}${END}`;
  return names
    .filter((name) => name.startsWith(start))
    .sort()
    .map((name) => join(dirname(path), name));
}

/** So that one file holds everything that was committed. */
function foldLogIn(path: string): void {
  try {
    const database = new Sqlite(path, { fileMustExist: true });
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  } catch {
    // There is none, or it cannot be opened any more, which may be why it is replaced: its log is kept.
  }
}

function freeName(path: string): string {
  for (let count = 1; ; count += 1) {
    const name = `${path}${END}${count === 1 ? '' : `-${count}`}`;
    if (!existsSync(name) && !existsSync(`${name}-wal`)) return name;
  }
}
