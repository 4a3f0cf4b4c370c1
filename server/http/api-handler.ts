/**
 * Mounts the implemented contract under /api. oRPC matches, validates and encodes; errors leave it
 * untouched and become problems in one place (`http.ts`), so that every route fails alike.
 */
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError, type Router as OrpcRouter } from '@orpc/server';
import { json, type Request, type RequestHandler, type Response, Router } from 'express';
import { noSuchAddress, notAccepted, notFound } from '#server/lib/refusals.ts';
import type { api } from '#shared/api/api.ts';
import { AppError, type Problem } from '#shared/errors.ts';
import type { PersonId } from '#shared/ids.ts';
import type { Idempotency } from './idempotency.ts';
import { addressKey, type RateLimit } from './rate-limit.ts';

/** What is known of every request to /api; features add what else their routes need. */
export interface ApiContext {
  /** Whose write it is, for limits and repeats; null for nobody. */
  readonly personId: PersonId | null;
}

/** What /api is made of. */
export interface ApiOptions<Context extends ApiContext> {
  readonly router: OrpcRouter<typeof api, Context>;
  readonly contextOf: (request: Request, response: Response) => Promise<Context>;
  readonly idempotency: Idempotency;
  /** How many writes somebody may send. */
  readonly writes: RateLimit;
}

/** What a request brings through oRPC and back: its error leaves by `failure`. */
interface Passage extends ApiContext {
  readonly address: string;
  readonly idempotencyKey: string | undefined;
  failure?: { readonly error: unknown };
}

/** A handbook's facts with their help texts are the largest thing that is sent here. */
const BODY_LIMIT = '4mb';

/** The contract's routes, to be mounted at /api. */
export function apiRoutes<Context extends ApiContext>(options: ApiOptions<Context>): Router {
  const { idempotency, writes } = options;
  const handler = new OpenAPIHandler<Context & Passage>(options.router, {
    interceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          // Unmatched means that oRPC writes nothing, and the error goes on to the error handler.
          call.context.failure = { error };
          return { matched: false, response: undefined };
        }
      },
      async (call) => {
        const { request, context } = call;
        if (request.method === 'GET') return call.next();
        writes.take(context.personId ?? addressKey(context.address));
        const { idempotencyKey: key, personId } = context;
        if (key === undefined || personId === null) return call.next();
        const { method } = request;
        const { pathname: path } = request.url;
        const write = { key, personId, method, path, body: await request.body() };
        const answer = await idempotency.once(write, async () => {
          const { response } = await call.next();
          if (!response) throw noSuchAddress();
          return { status: response.status, body: response.body };
        });
        return { matched: true, response: { ...answer, headers: {} } };
      },
    ],
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          throw asRefusal(error, call.procedure['~orpc'].route.path ?? '');
        }
      },
    ],
  });
  const router = Router();
  router.use(noStore, onlyJson, json({ limit: BODY_LIMIT, strict: true }));
  router.use(async (request, response, next) => {
    const context: Context & Passage = {
      ...(await options.contextOf(request, response)),
      address: request.ip ?? '',
      idempotencyKey: request.get('idempotency-key'),
    };
    const { matched } = await handler.handle(request, response, { prefix: '/api', context });
    if (matched) return;
    next(context.failure ? context.failure.error : noSuchAddress());
  });
  return router;
}

/** Private answers are never kept by a cache, also not by the browser after signing out. */
const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'private, no-store');
  response.vary('Cookie').vary('Authorization');
  next();
};

/** A form of another site can send anything but JSON without asking: JSON only, then. */
const onlyJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.is('application/json')) return next();
  next(new AppError('invalid', 'Send application/json.'));
};

/**
 * oRPC's refusal of an input, in our words. A fault in the address itself (a malformed id) is the
 * same as an unknown one: not found.
 */
function asRefusal(error: unknown, path: string): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return error;
  const problems = problemsOf(error.data);
  const inAddress = problems.some(({ at }) => path.includes(`{${at}}`));
  if (inAddress) return notFound();
  return notAccepted(problems);
}

function problemsOf(faults: unknown): Problem[] {
  if (typeof faults !== 'object' || faults === null || !('issues' in faults)) return [];
  if (!Array.isArray(faults.issues)) return [];
  return faults.issues.map((issue: { message: string; path?: readonly unknown[] }) => ({
    at: (issue.path ?? []).map(segmentName).join('.'),
    reason: issue.message,
  }));
}

/** Standard Schema's path: keys, or objects that hold one. */
function segmentName(segment: unknown): string {
  if (typeof segment === 'object' && segment !== null && 'key' in segment) {
    return String(segment.key);
  }
  return String(segment);
}
