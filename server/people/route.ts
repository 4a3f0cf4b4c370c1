/**
 * The contract, ready to be implemented: `route.editions.get.handler(…)` for anyone who asks,
 * `signedIn.editions.get.handler(…)` for those with an account. A handler asks `authorize`, calls its
 * feature's door and returns the reply.
 */
import { implement } from '@orpc/server';
import type { Request, Response } from 'express';
import type { ApiContext } from '#server/http/http.ts';
import { signInFirst } from '#server/lib/refusals.ts';
import { api } from '#shared/api/api.ts';
import { type Actor, personIdOf } from './actor.ts';

/** What a route's handler knows of its request. */
export interface RequestContext extends ApiContext {
  readonly actor: Actor;
  /** The request's cookies, '' when there are none. */
  readonly cookie: string;
  /** Sets cookies on the answer. */
  readonly setCookies: (cookies: readonly string[]) => void;
}

/** What the actor's request tells, and a way to set cookies on its answer. */
export function contextOf(actor: Actor, request: Request, response: Response): RequestContext {
  return {
    actor,
    personId: personIdOf(actor),
    cookie: request.headers.cookie ?? '',
    setCookies: (cookies) => {
      for (const cookie of cookies) response.append('Set-Cookie', cookie);
    },
  };
}

export const route = implement(api).$context<RequestContext>();

/** The same behind a sign-in, asked before the input is looked at: nobody learns nothing. */
export const signedIn = route.use(({ context, next }) => {
  if (context.actor.kind === 'nobody') throw signInFirst();
  return next();
});
