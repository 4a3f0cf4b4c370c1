/** /healthz, /readyz and /metrics, for whoever keeps the server running. */
import { type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Clock, Millis } from '#server/lib/clock.ts';

/** What the answers depend on. */
export interface HealthOptions {
  /** Resolves when storage takes what is written; rejects or hangs when it does not. */
  readonly isReady: () => Promise<void>;
  readonly clock: Clock;
}

const READY_TIMEOUT_MS = 2_000;
/** Anybody may ask, and each look writes: whoever asks within this time gets the last answer. */
const READY_HOLDS_MS = 1_000;

/** The three routes; nobody is asked who they are. */
export function healthRoutes({ isReady, clock }: HealthOptions, registry: Registry): Router {
  const router = Router();
  let last: { readonly at: Millis; readonly isReady: Promise<boolean> } | undefined;
  const look = () => {
    const at = clock.now();
    // Before it, too: a clock may have been put back.
    if (!last || Math.abs(at - last.at) >= READY_HOLDS_MS)
      last = { at, isReady: withinTime(isReady()) };
    return last.isReady;
  };
  router.get('/healthz', (_request, response) => {
    response.type('text/plain').send('up\n');
  });
  router.get('/readyz', async (_request, response) => {
    const isReady = await look();
    response.status(isReady ? 200 : 503).type('text/plain');
    response.send(isReady ? 'ready\n' : 'storage does not take what is written\n');
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

/** Whether it resolves in time; a rejection means the same as silence here: not ready. */
async function withinTime(answer: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
  });
  const inTime = answer.then(
    () => true,
    () => false,
  );
  return Promise.race([inTime, late]).finally(() => clearTimeout(timer));
}

/** The registry of one server, with Node's own figures. Tests have several servers in a process. */
export function metricsRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'commonbook_' });
  return registry;
}

/** Measures requests by their first path segment: no ids, so that the series stay few. */
export function requestMetrics(registry: Registry): RequestHandler {
  const histogram = new Histogram({
    name: 'commonbook_http_request_seconds',
    help: 'Time to answer, by first path segment, method and status class',
    labelNames: ['area', 'method', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  return (request, response, next) => {
    const area = AREAS.find((known) => request.path.startsWith(`/${known}`)) ?? 'pages';
    const stop = histogram.startTimer({
      area,
      method: METHODS.has(request.method) ? request.method : 'other',
    });
    response.once('close', () => stop({ status: `${Math.floor(response.statusCode / 100)}xx` }));
    next();
  };
}

const AREAS = ['api', 'auth', 'images', 'exports', 'assets'];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
