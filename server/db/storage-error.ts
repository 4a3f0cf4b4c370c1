import { AppError } from '#shared/errors.ts';

const SAID: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'The disk is full: nothing was changed. Free some space and try again.',
  SQLITE_IOERR: 'The disk does not answer: nothing was changed. Try again in a moment.',
  SQLITE_READONLY_DBMOVED:
    'The database file was moved or replaced: nothing was changed. Save what is open with "commonbook backup FILE", then restart the server.',
  SQLITE_CORRUPT: 'The database is damaged: nothing was changed. Restore a backup.',
  SQLITE_NOTADB: 'The database is damaged: nothing was changed. Restore a backup.',
  SQLITE_READONLY: 'The data folder cannot be written: nothing was changed.',
  SQLITE_CANTOPEN: 'The database file cannot be opened: nothing was changed.',
  SQLITE_BUSY: 'Another program holds the database: nothing was changed. Try again in a moment.',
  SQLITE_NOMEM: 'The server is out of memory: nothing was changed. Try again in a moment.',
  TRANSACTION_ENDED: 'This took too long and was undone: nothing was changed. Try again.',
  WRITER_ENDED: 'The database has stopped: nothing was changed. The server must be restarted.',
  '53100': 'The database’s disk is full: nothing was changed.',
};
const UNREACHABLE = 'The database does not answer: nothing was changed. Try again in a moment.';

/**
 * What to throw for an error of either database: `AppError('unavailable')` when the storage is at
 * fault (full, gone, too slow), else the error itself, which is then a bug or a broken constraint.
 */
export function storageError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const sentence = SAID[code] ?? SAID[sqliteClass(code)] ?? postgresSentence(code);
  return sentence === undefined ? error : new AppError('unavailable', sentence, { cause: error });
}

/** Whether a write was refused because a row with the same key is there already. */
export function isTaken(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY' ||
    code === '23505'
  );
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // pg gives no code to a connection that ended under a query, or that was not made in time.
  return /connection terminated|timeout exceeded|connection timeout/i.test(error.message)
    ? 'ECONNRESET'
    : undefined;
}

/** `SQLITE_IOERR_FSYNC` is a kind of `SQLITE_IOERR`. */
function sqliteClass(code: string): string {
  return code.split('_').slice(0, 2).join('_');
}

/** Classes 08 (connection), 53 (resources), 57 (shut down, cancelled), and the sockets' own codes. */
function postgresSentence(code: string): string | undefined {
  const isGone = /^(08|53|57)[0-9A-Z]{3}$/.test(code) || /^(E[A-Z]+|EAI_AGAIN)$/.test(code);
  return isGone ? UNREACHABLE : undefined;
}
