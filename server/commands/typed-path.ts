import { resolve } from 'node:path';
import { StartError } from '#server/lib/start-error.ts';

/**
 * The absolute path of a word that somebody typed in `folder`.
 * @throws StartError for an empty word, as an unset variable leaves it: it would name the folder itself.
 */
export function typedPath(
  word: string | undefined,
  { folder, usage }: { readonly folder: string; readonly usage: string },
): string {
  if (!word) throw new StartError(`The path is empty. Usage: commonbook ${usage}`);
  return resolve(folder, word);
}
