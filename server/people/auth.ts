/**
 * better-auth, held to what we use of it: e-mail and password, database sessions, no sign-up, no
 * mails. Everything else about people is ours; this file is the only one that knows the library.
 */
import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { newId, type PersonId, type RandomBytes } from '#shared/ids.ts';
import { AUTH_TABLES } from './auth-tables.ts';

const DAY_S = 24 * 60 * 60;

/** What sessions are made of. */
export interface AuthOptions {
  readonly db: Kysely<Schema>;
  readonly random: RandomBytes;
  /** Signs the session cookies; at least 32 characters. */
  readonly secret: string;
  /** Cookies only over https. */
  readonly isSecure: boolean;
}

/** Whose session it is. */
export interface SignedIn {
  readonly sessionId: string;
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
}

/** A session as found, and the cookies to set when it was prolonged. */
export interface FoundSession {
  readonly signedIn: SignedIn;
  readonly cookies: readonly string[];
}

/** A request to one of the library's addresses below /auth. */
export interface AuthRequest {
  readonly path: string;
  readonly cookie: string;
  /** What to post; without it the request is a GET. */
  readonly body?: object;
}

/** Sessions and passwords, as the library keeps them. */
export interface Auth {
  /**
   * What the library answers, refusals too. Rejects with what went wrong inside it. The caller lets only
   * known paths through.
   */
  respond(request: AuthRequest): Promise<Response>;
  /** Whose session a cookie header names; undefined when none that counts. Writes nothing. */
  sessionOf(cookie: string): Promise<SignedIn | undefined>;
  /** The same, and prolongs the session when a day has passed. */
  prolong(cookie: string): Promise<FoundSession | undefined>;
  /** Signs in with a password that is right; the cookies to set. */
  signIn(email: string, password: string): Promise<readonly string[]>;
}

/** The origin that requests to the library carry, whatever address the server has outside. */
const INNER_ORIGIN = 'http://commonbook.internal';

/** Opens the library on our tables. */
export function openAuth(options: AuthOptions): Auth {
  const library = openLibrary(options);
  const find = async (
    cookie: string,
    { disableRefresh }: { readonly disableRefresh: boolean },
  ): Promise<FoundSession | undefined> => {
    const { headers, response } = await library.api.getSession({
      headers: new Headers({ cookie }),
      query: { disableRefresh },
      returnHeaders: true,
    });
    if (response === null) return undefined;
    const { session, user } = response;
    const personId = user.id as PersonId;
    return {
      signedIn: { sessionId: session.id, personId, name: user.name, email: user.email },
      cookies: headers.getSetCookie(),
    };
  };

  return {
    respond: ({ path, cookie, body }) => {
      const headers = new Headers({ cookie, origin: INNER_ORIGIN });
      const url = `${INNER_ORIGIN}/auth${path}`;
      if (!body) return library.handler(new Request(url, { headers }));
      headers.set('content-type', 'application/json');
      return library.handler(
        new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
      );
    },
    sessionOf: async (cookie) => (await find(cookie, { disableRefresh: true }))?.signedIn,
    prolong: (cookie) => find(cookie, { disableRefresh: false }),
    signIn: async (email, password) => {
      const { headers } = await library.api.signInEmail({
        body: { email, password },
        returnHeaders: true,
      });
      return headers.getSetCookie();
    },
  };
}

/** better-auth with everything off that we do not use. */
function openLibrary({ db, random, secret, isSecure }: AuthOptions) {
  return betterAuth({
    appName: 'Commonbook',
    // Only used inside the library: requests are rebuilt with this origin before they reach it, and
    // our own check of Origin has already turned strangers away.
    baseURL: INNER_ORIGIN,
    basePath: '/auth',
    secret,
    // `sqlite` on both databases: it stores times as ISO texts and booleans as 0 and 1 in either.
    database: { db, type: 'sqlite' },
    ...AUTH_TABLES,
    session: { ...AUTH_TABLES.session, expiresIn: 30 * DAY_S, updateAge: DAY_S },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
    },
    // Ours counts by account and address prefix (sign-in-routes.ts).
    rateLimit: { enabled: false },
    logger: { disabled: true },
    // Refusals are still answers. What is our own fault, or the disk's, comes to us as it is.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'commonbook',
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
      disableCSRFCheck: true,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(random), validateSchema: false },
    },
  });
}
