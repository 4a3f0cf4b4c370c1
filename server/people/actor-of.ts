/** Finds out who sends a request: by bearer token, else by session cookie, else nobody. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { sha256 } from '#server/lib/sha256.ts';
import { AppError, never } from '#shared/errors.ts';
import { type Actor, NOBODY } from './actor.ts';
import type { Auth } from './auth.ts';
import { sessionCounts, tokenByHash, tokenExists, touchToken } from './credentials-store.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** What tells who somebody is. */
export interface ActorDeps {
  readonly db: Kysely<Schema>;
  readonly auth: Auth;
  readonly clock: Clock;
}

/**
 * Who sends these headers. With an Authorization header only that counts: a program with a dead token
 * must not slip through on a browser's cookie.
 */
export async function actorOf(deps: ActorDeps, headers: IncomingHttpHeaders): Promise<Actor> {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) return actorOfToken(deps, authorization);
  if (cookie === undefined || cookie === '') return NOBODY;
  const signedIn = await deps.auth.sessionOf(cookie);
  if (!signedIn) return NOBODY;
  const { personId: id, name, sessionId: credentialId } = signedIn;
  return { kind: 'person', id, name, via: 'session', credentialId };
}

async function actorOfToken({ db, clock }: ActorDeps, authorization: string): Promise<Actor> {
  const token = /^Bearer ([\w-]{20,100})$/i.exec(authorization)?.[1];
  const owner = token && (await tokenByHash(db, sha256(token)));
  if (!owner) return NOBODY;
  if (clock.now() - (owner.lastUsedAt ?? 0) > HOUR_MS) await noteUse(db, owner.id, clock.now());
  const { personId: id, name, id: credentialId } = owner;
  return { kind: 'person', id, name, via: 'token', credentialId };
}

/** When a token was last used is only a note for its owner: a full disk must not stop the reading. */
async function noteUse(db: Kysely<Schema>, id: string, at: number): Promise<void> {
  try {
    await touchToken(db, id, at);
  } catch (error) {
    // The next use tries again; anything but storage that does not answer is a fault of ours.
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
  }
}

/** The actor as they are now: nobody once their session or token has ended or run out. */
export async function renew({ db, clock }: ActorDeps, actor: Actor): Promise<Actor> {
  switch (actor.kind) {
    case 'nobody':
    case 'operator':
      return actor;
    case 'person': {
      const counts =
        actor.via === 'token'
          ? tokenExists(db, actor.credentialId)
          : sessionCounts(db, actor.credentialId, clock.now());
      return (await counts) ? actor : NOBODY;
    }
    default:
      return never(actor);
  }
}
