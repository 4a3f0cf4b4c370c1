/**
 * /auth: the four of better-auth's addresses that this product uses, and no other. Its answers name
 * the person and never the session's token, which scripts must not see; errors are problems like
 * everywhere else.
 */
import { json, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { addressKey, type RateLimit } from '#server/http/http.ts';
import { noSuchAddress, notAccepted, signInFirst } from '#server/lib/refusals.ts';
import { AppError } from '#shared/errors.ts';
import type { Actor } from './actor.ts';
import type { Auth } from './auth.ts';

/** What signing in needs. */
export interface SignInDeps {
  readonly auth: Auth;
  readonly actorOf: (headers: Request['headers']) => Promise<Actor>;
  /** Failed attempts with one account, and from one address. */
  readonly byAccount: RateLimit;
  readonly byAddress: RateLimit;
  /** Called when sessions of this actor have ended. */
  readonly sessionsEnded: (actor: Actor) => void;
}

const credentials = z.object({ email: z.string().max(254), password: z.string().max(200) });
const change = z.object({ currentPassword: z.string().max(200), newPassword: z.string().max(200) });
/** What of the library's answers goes on: who it is. */
const answer = z
  .object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }).optional() })
  .nullable();

/** The routes, to be mounted at /auth. */
export function signInRoutes(deps: SignInDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'private, no-store').vary('Cookie');
    next();
  });
  router.use(json({ limit: '16kb', strict: true }));
  router.get('/get-session', (request, response) => pass(deps, { request, response }));
  router.post('/sign-in/email', (request, response) => signIn(deps, { request, response }));
  router.post('/sign-out', async (request, response) => {
    const actor = await deps.actorOf(request.headers);
    await pass(deps, { request, response, body: {} });
    deps.sessionsEnded(actor);
  });
  router.post('/change-password', (request, response) =>
    changePassword(deps, { request, response }),
  );
  router.use((_request, _response, next) => {
    next(noSuchAddress());
  });
  return router;
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly body?: object;
}

/** Only failures use up the limits: whoever types the password rightly never locks themselves out. */
async function signIn(deps: SignInDeps, exchange: Exchange): Promise<void> {
  const { email, password } = parse(credentials, exchange.request.body);
  const account = email.trim().toLowerCase();
  const address = addressKey(exchange.request.ip ?? '');
  deps.byAddress.take(address);
  deps.byAccount.take(account);
  await pass(deps, { ...exchange, body: { email: account, password } });
  deps.byAddress.giveBack(address);
  deps.byAccount.giveBack(account);
}

/** Every other session ends with the old password. */
async function changePassword(deps: SignInDeps, exchange: Exchange): Promise<void> {
  const actor = await deps.actorOf(exchange.request.headers);
  if (actor.kind !== 'person') throw signInFirst();
  const passwords = parse(change, exchange.request.body);
  deps.byAccount.take(actor.id);
  await pass(deps, { ...exchange, body: { ...passwords, revokeOtherSessions: true } });
  deps.byAccount.giveBack(actor.id);
  deps.sessionsEnded(actor);
}

/** Hands a request to better-auth and its answer to the browser; throws when it refuses. */
async function pass({ auth }: SignInDeps, { request, response, body }: Exchange): Promise<void> {
  const cookie = request.headers.cookie ?? '';
  const answered = await auth.respond({ path: request.path, cookie, ...(body && { body }) });
  if (!answered.ok) throw refusal(answered.status, request.path);
  for (const value of answered.headers.getSetCookie()) response.append('Set-Cookie', value);
  response.json(answer.parse(await answered.json()));
}

/** One sentence for a wrong address and a wrong password, so that neither is given away. */
function refusal(status: number, path: string): Error {
  if (status >= 500) return new Error(`better-auth answered ${status} at ${path}`);
  if (path === '/change-password') {
    return new AppError('invalid', 'The current password is wrong, or the new one too short.');
  }
  return new AppError('sign-in', 'This e-mail address and password do not go together.');
}

function parse<Shape>(shape: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw notAccepted(
    parsed.error.issues.map(({ path, message }) => ({
      at: path.join('.'),
      reason: message,
    })),
  );
}
