/** HTTP: puts the features' routes on one Express app, with what every request and answer needs. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { type ApiContext, type ApiOptions, apiRoutes } from './api-handler.ts';
import { clientFiles, nothingHere, type StatusOfPage } from './client-files.ts';
import { healthRoutes, metricsRegistry, requestMetrics } from './health.ts';
import { idempotency } from './idempotency.ts';
import { openApiRoutes } from './openapi.ts';
import { originCheck } from './origin-check.ts';
import { asAppError, problemOf, sendProblem } from './problem.ts';
import { rateLimit } from './rate-limit.ts';
import { requestIdOf, requestLog } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';

export type { ApiContext } from './api-handler.ts';
export type { StatusOfPage } from './client-files.ts';
export { type Page, type Paging, pageOf, type Range } from './page.ts';
export { problemOf, sendProblem } from './problem.ts';
export { addressKey, type RateLimit, rateLimit } from './rate-limit.ts';

/** Routes of a feature outside the contract: sign-in, images, files to download. */
export interface Mount {
  readonly path: string;
  readonly routes: RequestHandler;
}

/** What the app is made of. */
export interface HttpOptions<Context extends ApiContext> {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The product's version, for the API's description. */
  readonly version: string;
  /** `https://handbooks.example`, also several: what Origin may say. Asked on each request. */
  readonly origins: () => readonly string[];
  /** The outside address is https: secure cookies, HSTS. */
  readonly isSecure: boolean;
  /** A proxy of ours stands in front: the address that it adds to X-Forwarded-For is believed. */
  readonly trustsProxy: boolean;
  /** Resolves when storage takes what is written. */
  readonly isReady: () => Promise<void>;
  readonly api: Pick<ApiOptions<Context>, 'router' | 'contextOf'>;
  readonly mounts: readonly Mount[];
  /** The built client's folder. */
  readonly client: string;
  readonly statusOfPage: StatusOfPage;
}

/** Writes in a minute: more than anyone types, less than what harms. */
const WRITES_PER_MINUTE = 600;

/** The app with every route. It holds nothing that must be closed. */
export function createHttp<Context extends ApiContext>(options: HttpOptions<Context>): Express {
  const { db, clock, logger } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // One hop: what stands further left in the header was written by the client.
  app.set('trust proxy', options.trustsProxy ? 1 : false);
  app.set('query parser', 'simple');
  const registry = metricsRegistry();
  app.use(requestLog(logger), requestMetrics(registry), securityHeaders(options));
  app.use(healthRoutes(options, registry));
  app.use(originCheck(options.origins));
  for (const { path, routes } of options.mounts) app.use(path, routes);
  app.use('/api', openApiRoutes(options));
  app.use(
    '/api',
    apiRoutes({
      ...options.api,
      idempotency: idempotency(db, clock),
      writes: rateLimit({ burst: WRITES_PER_MINUTE, refillMs: 60_000, now: () => clock.now() }),
    }),
  );
  app.use(clientFiles(options.client, options.statusOfPage));
  app.use(nothingHere, answerError(logger));
  return app;
}

/** The one place where an error becomes an answer. A bug is logged with its id; callers see the id. */
function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const id = requestIdOf(request);
    if (!asAppError(error)) logger.error({ id, error }, 'bug');
    // Part of an answer is out already: cutting the connection is the only way left to say so.
    if (response.headersSent) return void response.destroy();
    sendProblem(response, problemOf(error, id));
  };
}
