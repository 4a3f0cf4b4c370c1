/** A handbook's files from the disk, for the command line and the starter handbooks. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { HandbookFiles } from './handbook-model.ts';
import { readZip, ZIP_LIMITS } from './read-zip.ts';

export interface FilesAtPath {
  readonly files: HandbookFiles;
  /** The folder's or file's name without its ending. */
  readonly name: string;
}

/**
 * What an import was pointed at: a folder, a zip file, or one Markdown file. Links and hidden files in
 * a folder are passed by.
 *
 * @throws AppError `not-found`, `invalid`, `too-large`
 */
export async function readFilesAt(path: string): Promise<FilesAtPath> {
  const found = await lstat(path).catch(() => undefined);
  const name = basename(path).replace(/\.(?:zip|md|markdown)$/i, '');
  if (found?.isDirectory()) return { files: await readFolder(path), name };
  if (!found?.isFile()) throw new AppError('not-found', `There is no file or folder at ${path}.`);
  if (found.size > ZIP_LIMITS.totalBytes) throw new AppError('too-large', `${path} is too large.`);
  const bytes = new Uint8Array(await readFile(path));
  if (/\.zip$/i.test(path)) return { files: await readZip(bytes), name };
  if (/\.(?:md|markdown)$/i.test(path)) return { files: new Map([[basename(path), bytes]]), name };
  throw new AppError('invalid', `${path} is neither a folder nor a .zip or .md file.`);
}

async function readFolder(root: string): Promise<HandbookFiles> {
  const files = new Map<string, Uint8Array>();
  let total = 0;
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      if (!entry.isFile()) continue;
      const bytes = new Uint8Array(await readFile(join(root, path)));
      total += bytes.length;
      if (total > ZIP_LIMITS.totalBytes || files.size >= ZIP_LIMITS.entryCount) {
        throw new AppError('too-large', `${root} holds more than a handbook can.`);
      }
      files.set(path, bytes);
    }
  };
  await visit('');
  return files;
}
