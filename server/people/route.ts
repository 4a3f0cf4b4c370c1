/**
 * The contract, ready to be implemented: `route.editions.get.handler(…)` for anyone who asks,
 * `signedIn.editions.get.handler(…)` for those with an account. A handler asks `authorize`, calls its
 * feature's door and returns the reply.
 */
import { implement } from '@orpc/server';
import type { ApiContext } from '#server/http/http.ts';
import { api } from '#shared/api/api.ts';
import { AppError } from '#shared/errors.ts';
import type { Actor } from './actor.ts';

/** What a route's handler knows of its request. */
export interface RequestContext extends ApiContext {
  readonly actor: Actor;
  /** The request's cookies, '' when there are none. */
  readonly cookie: string;
  /** Sets cookies on the answer. */
  readonly setCookies: (cookies: readonly string[]) => void;
}

export const route = implement(api).$context<RequestContext>();

/** The same behind a sign-in, asked before the input is looked at: nobody learns nothing. */
export const signedIn = route.use(({ context, next }) => {
  if (context.actor.kind === 'nobody') throw new AppError('sign-in', 'Please sign in first.');
  return next();
});
