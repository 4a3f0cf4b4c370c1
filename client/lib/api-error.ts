import type { ErrorCode, Problem } from '#shared/errors.ts';

/** The server's codes, and `offline` for a request that never got an answer. */
export type ApiErrorCode = ErrorCode | 'offline';

/**
 * A request that did not succeed. `message` is the server's sentence for people; it is empty when
 * there was no answer, and the screen then words it by `code`.
 */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly problems: readonly Problem[];

  constructor(
    code: ApiErrorCode,
    message: string,
    options: { cause?: unknown; problems?: readonly Problem[] } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ApiError';
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

/**
 * What is left to say of an error beside a form whose fields tell their own problems: null when each of
 * its problems stands at one of them, so that nothing is told twice.
 */
export function beyondFields(error: unknown, fields: readonly string[]): unknown {
  if (!(error instanceof ApiError) || error.problems.length === 0) return error;
  return error.problems.every(({ at }) => fields.includes(at)) ? null : error;
}

/** What the server says about one field of a form, or undefined when it says nothing about it. */
export function problemAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.problems.find((problem) => problem.at === field)?.reason;
}
