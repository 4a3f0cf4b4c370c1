/** Errors as RFC 9457 problems: what a caller may know, and nothing of what went wrong inside. */
import type { ServerResponse } from 'node:http';
import { ORPCError } from '@orpc/server';
import { AppError, type ErrorCode, type Problem, statusOf } from '#shared/errors.ts';

/** An error as RFC 9457 has it, with our code. */
export interface ProblemBody {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** One sentence for the person at the screen. */
  readonly detail: string;
  /** Stable; `bug` for everything that is our fault. */
  readonly code: ErrorCode | 'bug';
  /** The request's id, to quote when asking for help. */
  readonly instance: string;
  readonly problems?: readonly Problem[];
}

const TITLES: Readonly<Record<ErrorCode, string>> = {
  invalid: 'Something in the request is wrong',
  'sign-in': 'Not signed in',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'Somebody else was first',
  'too-large': 'Too large',
  'too-many': 'Too many requests',
  unavailable: 'Not available right now',
  'not-built': 'Not part of this version',
};

/** What to answer for an error. Anything that is not an AppError is a bug and tells only its id. */
export function problemOf(error: unknown, requestId: string): ProblemBody {
  const instance = `urn:request:${requestId}`;
  const known = asAppError(error);
  if (!known) {
    const detail = 'Something went wrong here, and nothing was changed. Please try again later.';
    return {
      type: 'about:blank',
      title: 'A fault here',
      status: 500,
      detail,
      code: 'bug',
      instance,
    };
  }
  return {
    type: 'about:blank',
    title: TITLES[known.code],
    status: statusOf(known.code),
    detail: known.message,
    code: known.code,
    instance,
    ...(known.problems.length > 0 && { problems: known.problems }),
  };
}

/** Writes a problem as the answer, never to be kept by a cache. */
export function sendProblem(response: ServerResponse, problem: ProblemBody): void {
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Cache-Control', 'private, no-store');
  if (problem.code === 'too-many' || problem.code === 'unavailable') {
    if (!response.hasHeader('Retry-After')) response.setHeader('Retry-After', '5');
  }
  response.end(JSON.stringify(problem));
}

/** An error as one that the caller can act on; undefined when it is a fault of ours. */
export function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  // oRPC's own refusal of a body that it cannot read.
  if (error instanceof ORPCError && error.status < 500) {
    return new AppError('invalid', 'The request cannot be read.', { cause: error });
  }
  const { type, status } = bodyFault(error);
  if (type === 'entity.too.large') {
    return new AppError('too-large', 'That is more than is accepted here at once.');
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError('invalid', 'The request cannot be read.', { cause: error });
  }
  return undefined;
}

/** What Express's body parsers and its router say of a request that they refuse. */
function bodyFault(error: unknown): { type?: string; status?: number } {
  if (typeof error !== 'object' || error === null) return {};
  const type = 'type' in error && typeof error.type === 'string' ? error.type : undefined;
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  return { ...(type !== undefined && { type }), ...(status !== undefined && { status }) };
}
