/** Puts people together: who asks, what they may, accounts, roles, tokens. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response, Router } from 'express';
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { type Page, type Paging, pageOf, rateLimit } from '#server/http/http.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createEmitter } from '#server/lib/emitter.ts';
import type { Action } from '#shared/access/access.ts';
import { AppError } from '#shared/errors.ts';
import type { EditionId, HandbookId, PersonId, RandomBytes } from '#shared/ids.ts';
import {
  addOwner,
  addPerson,
  createToken,
  type NewPerson,
  newSetUpSecret,
  removePerson,
  setUp,
} from './accounts.ts';
import type { Actor } from './actor.ts';
import { actorOf, renew } from './actor-of.ts';
import { type Auth, openAuth } from './auth.ts';
import { actionsOn, authorize, authorizeWritingIn, can, editionsSeenBy, NOT_FOUND } from './can.ts';
import { cookieSecret } from './cookie-secret.ts';
import { endCredentials } from './credentials-store.ts';
import { giveOnEdition, giveOnHandbook, type RoleGift } from './membership.ts';
import {
  handbookOfEdition,
  type ListedPerson,
  listMembers,
  listPeople,
  type Membership,
  ownerCount,
  type PersonRow,
  personById,
} from './people-store.ts';
import type { AskedAction, Resource } from './resource.ts';
import { contextOf, type RequestContext } from './route.ts';
import { signInRoutes } from './sign-in-routes.ts';

export interface PeopleDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** The outside address is https: cookies are sent over nothing else. */
  readonly isSecure: boolean;
}

export interface PeopleEvents {
  /**
   * What a person may do has changed, or a session or token of theirs has ended. Ask `renew` and
   * `can` again for each of their open connections.
   */
  rightsChanged: { readonly personId: PersonId };
}

export interface People {
  /** Who sends these headers: by bearer token, else by session cookie. */
  actorOf(headers: IncomingHttpHeaders): Promise<Actor>;
  /** The actor as they are now: nobody once their session or token has ended. */
  renew(actor: Actor): Promise<Actor>;
  /** Whether the actor may, now. False for what is not there. */
  can(actor: Actor, action: AskedAction, resource: Resource): Promise<boolean>;
  /** Throws `sign-in`, `not-found` or `forbidden` unless the actor may. */
  authorize(actor: Actor, action: AskedAction, resource: Resource): Promise<void>;
  /** The same for writing in any edition of the handbook, which its pictures need. */
  authorizeWritingIn(actor: Actor, id: HandbookId): Promise<void>;
  /** Everything the actor may do there. */
  actionsOn(actor: Actor, resource: Resource): Promise<Action[]>;
  /** Which editions of a handbook the actor may see, as a question to ask of each. */
  editionsSeenBy(actor: Actor, id: HandbookId): ReturnType<typeof editionsSeenBy>;

  needsSetUp(): Promise<boolean>;
  /** A fresh secret for the set-up link; undefined when there is an owner. */
  newSetUpSecret(): Promise<string | undefined>;
  /** Makes the first owner; returns the cookies that sign them in. */
  setUp(person: NewPerson & { readonly secret: string }): Promise<readonly string[]>;
  /** Makes this person the first owner; nothing when there is one. */
  ensureOwner(person: NewPerson): Promise<void>;
  /** Adds a person; `conflict` when the address is taken. */
  addPerson(person: NewPerson): Promise<PersonRow>;
  /** Adds an owner, or makes one of the person who has the address. */
  addOwner(person: NewPerson): Promise<PersonRow>;
  removePerson(id: PersonId): Promise<void>;
  /** Null when there is no such account. */
  person(id: PersonId): Promise<PersonRow | null>;
  list(paging: Paging): Promise<Page<ListedPerson>>;
  /** Who has a role on the handbook or on one of its editions. */
  membersOfHandbook(id: HandbookId, paging: Paging): Promise<Page<Membership>>;
  /** Who has a role that counts on the edition, also through its handbook. */
  membersOfEdition(id: EditionId, paging: Paging): Promise<Page<Membership>>;
  /** A new token, shown once. */
  createToken(email: string, name: string): Promise<string>;
  /** Ends every session and token of a person. */
  endCredentials(id: PersonId): Promise<void>;
  giveOnHandbook(id: HandbookId, gift: RoleGift): Promise<void>;
  giveOnEdition(id: EditionId, gift: RoleGift): Promise<void>;

  /** The session behind a cookie header, prolonged; the cookies to set then. */
  prolong: Auth['prolong'];
  /** Routes below /auth. */
  readonly signInRoutes: Router;
  /** What every route of the contract gets. */
  contextOf(request: Request, response: Response): Promise<RequestContext>;
  on(
    event: keyof PeopleEvents,
    listener: (change: PeopleEvents['rightsChanged']) => void,
  ): () => void;
}

const QUARTER_HOUR_MS = 15 * 60 * 1_000;

/** Opens the feature; makes the installation's cookie secret when it has none. */
export async function createPeople(deps: PeopleDeps): Promise<People> {
  const { db, clock } = deps;
  const auth = openAuth({ ...deps, secret: await cookieSecret(deps) });
  const actors = { db, auth, clock };
  const events = createEmitter<PeopleEvents>();
  const changed = (personId: PersonId) => events.emit('rightsChanged', { personId });
  const limit = (burst: number) =>
    rateLimit({ burst, refillMs: QUARTER_HOUR_MS, now: () => clock.now() });
  const actorOfHeaders = (headers: IncomingHttpHeaders) => actorOf(actors, headers);

  return {
    actorOf: actorOfHeaders,
    renew: (actor) => renew(actors, actor),
    can: (actor, action, resource) => can(db, actor, { action, resource }),
    authorize: (actor, action, resource) => authorize(db, actor, { action, resource }),
    authorizeWritingIn: (actor, id) => authorizeWritingIn(db, actor, id),
    actionsOn: (actor, resource) => actionsOn(db, actor, resource),
    editionsSeenBy: (actor, id) => editionsSeenBy(db, actor, id),

    needsSetUp: async () => (await ownerCount(db)) === 0,
    newSetUpSecret: () => newSetUpSecret(deps),
    setUp: async (person) => {
      const owner = await setUp(deps, person);
      return auth.signIn(owner.email, person.password);
    },
    ensureOwner: async (person) => {
      if ((await ownerCount(db)) === 0) await addOwner(deps, person);
    },
    addPerson: (person) => addPerson(deps, person),
    addOwner: async (person) => {
      const owner = await addOwner(deps, person);
      changed(owner.id);
      return owner;
    },
    removePerson: async (id) => {
      await removePerson(deps, id);
      changed(id);
    },
    person: async (id) => (await personById(db, id)) ?? null,
    list: (paging) =>
      pageOf(
        paging,
        (range) => listPeople(db, range),
        ({ id }) => id,
      ),
    membersOfHandbook: (handbookId, paging) => members(db, { handbookId }, paging),
    membersOfEdition: async (editionId, paging) => {
      const handbookId = await handbookOfEdition(db, editionId);
      if (!handbookId) throw new AppError('not-found', NOT_FOUND);
      return members(db, { handbookId, editionId }, paging);
    },
    createToken: (email, name) => createToken(deps, email, name),
    endCredentials: async (id) => {
      await endCredentials(db, id);
      changed(id);
    },
    giveOnHandbook: async (id, gift) => changed(await giveOnHandbook(db, id, gift)),
    giveOnEdition: async (id, gift) => changed(await giveOnEdition(db, id, gift)),

    prolong: (cookie) => auth.prolong(cookie),
    signInRoutes: signInRoutes({
      auth,
      actorOf: actorOfHeaders,
      byAccount: limit(20),
      byAddress: limit(60),
      sessionsEnded: (actor) => {
        if (actor.kind === 'person') changed(actor.id);
      },
    }),
    contextOf: async (request, response) =>
      contextOf(await actorOfHeaders(request.headers), request, response),
    on: (event, listener) => events.on(event, listener),
  };
}

function members(
  db: Kysely<Schema>,
  where: { readonly handbookId: HandbookId; readonly editionId?: EditionId },
  paging: Paging,
): Promise<Page<Membership>> {
  return pageOf(
    paging,
    (range) => listMembers(db, where, range),
    ({ person, editionId }) => `${person.id} ${editionId ?? ''}`,
  );
}
