import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '#server/lib/make-folder.ts';
import { reasonOf } from '#server/lib/reason-of.ts';
import { StartError } from '#server/lib/start-error.ts';
import { writeWhole } from '#server/lib/write-whole.ts';

/** Where figures go once they are there. */
export interface FiguresFile {
  /** @throws StartError when it cannot be written any more. */
  write(figures: object): Promise<void>;
}

/**
 * The file that `--json` names. It is tried at once, so that an hour of measuring is not for nothing;
 * what stands there stays until it is written.
 * @throws StartError when it cannot be written.
 */
export async function figuresFile(named: string): Promise<FiguresFile> {
  if (named === '')
    throw new StartError('--json takes the name of a file, as in --json figures.json.');
  const path = resolve(named);
  const told = (cause: unknown) =>
    new StartError(`--json: ${path} cannot be written: ${reasonOf(cause)}`, { cause });
  await tryToWrite(path).catch((cause) => Promise.reject(told(cause)));
  return {
    write: (figures) =>
      writeWhole(path, new TextEncoder().encode(`${JSON.stringify(figures, null, 2)}\n`)).catch(
        (cause) => Promise.reject(told(cause)),
      ),
  };
}

async function tryToWrite(path: string): Promise<void> {
  makeFolder(dirname(path));
  const isThere = existsSync(path);
  const file = await open(path, 'a');
  await file.close();
  if (!isThere) await rm(path);
}
