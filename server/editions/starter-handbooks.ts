/** What an empty installation begins with. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATOR } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';
import { type ImportDeps, type Imported, importHandbook } from './import-handbook.ts';
import { readFilesAt } from './read-folder.ts';

/**
 * Imports every handbook in a folder whose address is free. Safe to call at each start and to be cut off
 * in the middle; what somebody deleted does not come back, since its address stays taken.
 */
export async function loadStarterHandbooks(
  deps: ImportDeps,
  folder: string,
): Promise<readonly Imported[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const imported: Imported[] = [];
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const { files, name } = await readFilesAt(join(folder, entry.name));
    if (!files.has('handbook.yaml')) continue;
    try {
      imported.push(await importHandbook(deps, { files, name }, OPERATOR));
    } catch (error) {
      // The handbook is here already, or somebody deleted it: both are as they should be.
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    }
  }
  return imported;
}
