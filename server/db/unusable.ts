import { hasText, reasonOf } from '#server/lib/reason-of.ts';
import { StartError } from '#server/lib/start-error.ts';
import { AppError } from '#shared/errors.ts';
import type { DialectName } from './columns.ts';

const REMEDIES: readonly [RegExp, string][] = [
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'put a backup in its place with "npm run commonbook -- restore FILE"',
  ],
  [/^SQLITE_FULL/, 'free some space on its disk'],
  [/^SQLITE_BUSY/, 'end the program that holds it'],
  [
    /^SQLITE_(CANTOPEN|PERM|READONLY)/,
    'let this user read and write it, or set DATA_DIR to another folder',
  ],
];

/** The line for an operator whose database cannot be opened or does not answer its first question. */
export function unusable(dialect: DialectName, error: unknown, path?: string): StartError {
  // What the database itself says; an AppError's sentence is made for people at a screen.
  const cause = error instanceof AppError ? error.cause : error;
  const reason = reasonOf(cause);
  if (dialect === 'postgres')
    return new StartError(
      `DATABASE_URL leads to a database that cannot be used (${reason}): start PostgreSQL, or correct the address. Example: DATABASE_URL=postgres://commonbook:secret@localhost:5432/commonbook`,
      { cause },
    );
  const code = hasText(cause, 'code') ? cause.code : '';
  const remedy = REMEDIES.find(([pattern]) => pattern.test(code))?.[1];
  const name = path === undefined ? 'The database' : `The database ${path}`;
  return new StartError(
    `${name} cannot be opened (${reason})${remedy === undefined ? '' : `: ${remedy}`}.`,
    { cause },
  );
}
