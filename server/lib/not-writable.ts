import { hasText } from './reason-of.ts';
import { StartError } from './start-error.ts';

const REMEDIES: readonly [RegExp, string][] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)/, 'free some space on its disk'],
  [/^(EEXIST|ENOTDIR)$/, 'move away the file that stands in the way'],
];

/** The line for the operator when something in the data folder cannot be written. */
export function notWritable(path: string, cause: unknown): StartError {
  const code = hasText(cause, 'code') ? cause.code : String(cause);
  const remedy =
    REMEDIES.find(([pattern]) => pattern.test(code))?.[1] ?? 'let this user write there';
  return new StartError(
    `${path} cannot be written (${code}): ${remedy}, or set DATA_DIR to another folder.`,
    { cause },
  );
}
