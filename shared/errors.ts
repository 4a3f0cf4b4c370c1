/**
 * What went wrong, for a caller who can act on it. `code` is stable and machine-readable; the
 * message is one sentence in the user's words that names the thing and the remedy.
 */
export type ErrorCode =
  | 'invalid' // the request's content is wrong; `problems` may say where
  | 'sign-in' // nobody is signed in
  | 'forbidden' // signed in, may see the thing, may not do this
  | 'not-found' // not there, or not for you to see
  | 'conflict' // somebody else was first
  | 'too-large'
  | 'too-many' // slow down
  | 'unavailable' // storage or a worker does not answer; nothing was changed
  | 'not-built'; // named in the contract, not part of this version

/** One fault in a submitted text or form: where it is and what is wrong there. */
export interface Problem {
  /** A field's name, or a file's path inside an import. */
  readonly at: string;
  /** 1-based line in that file, if it is a file. */
  readonly line?: number;
  readonly reason: string;
}

/** Thrown for what a caller can act on; anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; problems?: readonly Problem[] } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AppError';
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  'not-built': 501,
};

/** The HTTP status that goes with a code. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** Makes the compiler complain about a union's case that a switch forgot. */
export function never(value: never): never {
  throw new TypeError(`Unexpected case: ${JSON.stringify(value)}`);
}
