/** Gives each request an id, and logs it once when it is answered. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '#server/lib/logger.ts';

const ids = new WeakMap<object, string>();

/** The id of a request that has passed `requestLog`. */
export function requestIdOf(request: object): string {
  return ids.get(request) ?? 'unknown';
}

/**
 * Ids and log lines. Only the path is logged, never the query or a header: links carry secrets there.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (request: Request, response: Response, next) => {
    const id = randomUUID();
    ids.set(request, id);
    response.setHeader('X-Request-Id', id);
    const startedAt = performance.now();
    const path = request.path;
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const level = response.statusCode >= 500 ? 'error' : 'debug';
      logger[level](
        { id, method: request.method, path, status: response.statusCode, ms },
        'request',
      );
    });
    next();
  };
}
