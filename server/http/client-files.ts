/** The built client: hashed files for ever, the page itself always fresh, any address of a page. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import sirv from 'sirv';
import { AppError } from '#shared/errors.ts';

/** Addresses of the server: below these an unknown path is a problem, never the client's page. */
const SERVER_PATHS = /^\/(?:api|auth|images|sync|assets|healthz|readyz|metrics)(?:\/|$)/;

/**
 * Serves `directory`, in the compressed form beside each file (`.br`, `.gz`) that the browser takes.
 * Vite names files in assets/ by their content, so they never change.
 */
export function clientFiles(directory: string): RequestHandler {
  const router = Router();
  if (!existsSync(join(directory, 'index.html'))) return router;
  const files = sirv(directory, {
    brotli: true,
    gzip: true,
    etag: true,
    single: true,
    setHeaders: (response, path) => {
      response.setHeader(
        'Cache-Control',
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  router.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (SERVER_PATHS.test(request.path) && !request.path.startsWith('/assets/')) return next();
    // Nothing here is large enough to be asked for in parts.
    request.headers.range = undefined;
    files(request, response, () => next());
  });
  return router;
}

/** Whatever nothing else has answered. */
export const nothingHere: RequestHandler = (_request, _response, next) => {
  next(new AppError('not-found', 'There is no such address here.'));
};
