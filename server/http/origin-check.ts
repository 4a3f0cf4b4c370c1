/** Refuses writes that a browser sends on behalf of another site. */
import type { RequestHandler } from 'express';
import { AppError } from '#shared/errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A write must come from our own pages: `Origin` is one of ours. A program with a bearer token needs
 * no Origin, as no browser sends a token by itself; but a foreign Origin is refused for it as well.
 */
export function originCheck(origins: () => readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const { origin, authorization } = request.headers;
    const isOurs = origin !== undefined && origins().includes(origin);
    const isProgram = origin === undefined && authorization !== undefined;
    if (SAFE.has(request.method) || isOurs || isProgram) return next();
    next(new AppError('forbidden', 'This request does not come from a page of this address.'));
  };
}
