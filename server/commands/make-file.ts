import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { databasePath } from '#server/db/db.ts';
import { makeFolder } from '#server/lib/make-folder.ts';
import { reasonOf } from '#server/lib/reason-of.ts';
import { StartError } from '#server/lib/start-error.ts';
import { makeWhole } from '#server/lib/write-whole.ts';
import { AppError } from '#shared/errors.ts';

/** How the names begin that the product keeps in its data folder; the database has logs beside it. */
const OWN_NAMES = [basename(databasePath('')), 'lock', 'files'];
/** What may follow them: `commonbook.sqlite-wal` is ours, `locked` is not. */
const OWN_ENDS = /^(?:$|[.-])/;

/**
 * Makes a file that somebody asked for at `file`, an absolute path: `fill` writes another one beside
 * it, which takes the name once it is whole. What stood there before stays until then.
 * @throws StartError when the product itself keeps that file, or it is a folder, a device or a pipe, or cannot be written.
 */
export async function makeFile(
  file: string,
  dataDir: string,
  fill: (part: string) => Promise<void>,
): Promise<void> {
  if (await isOwn(file, dataDir))
    throw new StartError(
      `${file} belongs to the data folder ${dataDir} and was left as it is: choose another name or folder.`,
    );
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory()) throw new StartError(`${file} is a folder: name a file in it.`);
  // A device or a pipe would be replaced by the file, for everybody who uses it.
  if (there && !there.isFile())
    throw new StartError(`${file} is not a file, and was left as it is: choose another name.`);
  try {
    makeFolder(dirname(file));
    await makeWhole(file, fill);
  } catch (cause) {
    if (cause instanceof StartError || cause instanceof AppError) throw cause;
    throw new StartError(`${file} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}

/** Whether the product keeps it, or may: by where it lies, or because it is such a file by another name. */
async function isOwn(file: string, dataDir: string): Promise<boolean> {
  const path = await realPathOf(file);
  const folder = await realPathOf(dataDir);
  // The folder of files may lie on another disk.
  if (isWithin(await realPathOf(join(folder, 'files')), path)) return true;
  if (isWithin(folder, path) && isOwnName(relative(folder, path).split(sep)[0] ?? '')) return true;
  const found = await stat(file).catch(() => undefined);
  if (!found) return false;
  for (const name of (await readdir(folder)).filter(isOwnName)) {
    const own = await stat(join(folder, name)).catch(() => undefined);
    if (own?.ino === found.ino && own.dev === found.dev) return true;
  }
  return false;
}

function isOwnName(name: string): boolean {
  return OWN_NAMES.some((own) => name.startsWith(own) && OWN_ENDS.test(name.slice(own.length)));
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** With every link on the way followed, as far as the path exists. */
async function realPathOf(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  return realpath(path).catch(async () => join(await realPathOf(parent), basename(path)));
}
