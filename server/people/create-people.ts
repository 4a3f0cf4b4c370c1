/** Puts people together: who asks, what they may, accounts, roles, tokens. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response, Router } from 'express';
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { type Page, type Paging, pageOf, type Range, rateLimit } from '#server/http/http.ts';
import type { Clock } from '#server/lib/clock.ts';
import { createEmitter } from '#server/lib/emitter.ts';
import { notFound } from '#server/lib/refusals.ts';
import type { Action } from '#shared/access/access.ts';
import type { EditionId, HandbookId, PersonId, RandomBytes } from '#shared/ids.ts';
import {
  type AccountDeps,
  addOwner,
  addPerson,
  createToken,
  type NewPerson,
  newSetUpSecret,
  removePerson,
  setUp,
} from './accounts.ts';
import type { Actor } from './actor.ts';
import { type ActorDeps, actorOf, renew } from './actor-of.ts';
import { type Auth, openAuth } from './auth.ts';
import { actionsOn, authorize, authorizeWritingIn, can, type Reach, reachOf } from './can.ts';
import { cookieSecret } from './cookie-secret.ts';
import { endCredentials } from './credentials-store.ts';
import { giveOnEdition, giveOnHandbook, type RoleGift } from './membership.ts';
import {
  handbookOfEdition,
  listMembers,
  type Membership,
  type MembersWhere,
} from './membership-store.ts';
import {
  type ListedPerson,
  listPeople,
  ownerCount,
  type PersonRow,
  personById,
} from './people-store.ts';
import type { AskedAction, Resource } from './resource.ts';
import { contextOf, type RequestContext } from './route.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** What people are made of. */
export interface PeopleDeps {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** The outside address is https: cookies are sent over nothing else. */
  readonly isSecure: boolean;
}

/** What people announce. */
export interface PeopleEvents {
  /**
   * What a person may do has changed, or a session or token of theirs has ended. Ask `renew` and
   * `can` again for each of their open connections.
   */
  rightsChanged: { readonly personId: PersonId };
}

/** Who asks, and what they may. */
interface Rights {
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
  /** What the actor sees and may do in handbooks that are there, as questions to ask of each. */
  reachOf(actor: Actor): Promise<Reach>;
}

/** Who has an account. */
interface Accounts {
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
  /** A new token, shown once. */
  createToken(email: string, name: string): Promise<string>;
  /** Ends every session and token of a person. */
  endCredentials(id: PersonId): Promise<void>;
}

/** Who has which role. */
interface Members {
  /** Who has a role on the handbook or on one of its editions. */
  membersOfHandbook(id: HandbookId, paging: Paging): Promise<Page<Membership>>;
  /** Who has a role that counts on the edition, also through its handbook. */
  membersOfEdition(id: EditionId, paging: Paging): Promise<Page<Membership>>;
  giveOnHandbook(id: HandbookId, gift: RoleGift): Promise<void>;
  giveOnEdition(id: EditionId, gift: RoleGift): Promise<void>;
}

/** The feature, opened. */
export interface People extends Rights, Accounts, Members {
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
  const events = createEmitter<PeopleEvents>();
  const changed = (personId: PersonId) => events.emit('rightsChanged', { personId });
  const rights = rightsOf({ db, auth, clock });
  const limit = (burst: number) =>
    rateLimit({ burst, refillMs: QUARTER_HOUR_MS, now: () => clock.now() });

  return {
    ...rights,
    ...accountsOf({ ...deps, auth }, changed),
    ...membersOf(db, changed),
    prolong: (cookie) => auth.prolong(cookie),
    signInRoutes: signInRoutes({
      auth,
      actorOf: rights.actorOf,
      byAccount: limit(20),
      byAddress: limit(60),
      sessionsEnded: (actor) => {
        if (actor.kind === 'person') changed(actor.id);
      },
    }),
    contextOf: async (request, response) =>
      contextOf(await rights.actorOf(request.headers), request, response),
    on: (event, listener) => events.on(event, listener),
  };
}

/** Told whose rights are no longer what they were. */
type Changed = (personId: PersonId) => void;

function rightsOf(deps: ActorDeps): Rights {
  const { db } = deps;
  return {
    actorOf: (headers) => actorOf(deps, headers),
    renew: (actor) => renew(deps, actor),
    can: (actor, action, resource) => can(db, actor, { action, resource }),
    authorize: (actor, action, resource) => authorize(db, actor, { action, resource }),
    authorizeWritingIn: (actor, id) => authorizeWritingIn(db, actor, id),
    actionsOn: (actor, resource) => actionsOn(db, actor, resource),
    reachOf: (actor) => reachOf(db, actor),
  };
}

function accountsOf(deps: AccountDeps & { readonly auth: Auth }, changed: Changed): Accounts {
  const { db, auth } = deps;
  return {
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
        (range: Range<PersonId>) => listPeople(db, range),
        ({ id }) => id,
      ),
    createToken: (email, name) => createToken(deps, email, name),
    endCredentials: async (id) => {
      await endCredentials(db, id);
      changed(id);
    },
  };
}

function membersOf(db: Kysely<Schema>, changed: Changed): Members {
  const page = (where: MembersWhere, paging: Paging) =>
    pageOf(
      paging,
      (range) => listMembers(db, where, range),
      ({ person, editionId }) => `${person.id} ${editionId ?? ''}`,
    );
  return {
    membersOfHandbook: (handbookId, paging) => page({ handbookId }, paging),
    membersOfEdition: async (editionId, paging) => {
      const handbookId = await handbookOfEdition(db, editionId);
      if (!handbookId) throw notFound();
      return page({ handbookId, editionId }, paging);
    },
    giveOnHandbook: async (id, gift) => changed(await giveOnHandbook(db, id, gift)),
    giveOnEdition: async (id, gift) => changed(await giveOnEdition(db, id, gift)),
  };
}
