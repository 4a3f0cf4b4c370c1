/**
 * May this actor do this to that? Read from the database at the moment of use, so that a role taken
 * away a moment ago no longer counts. HTTP, sockets, exports and images all ask here.
 */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import { forbidden, notFound, signInFirst } from '#server/lib/refusals.ts';
import { ACTIONS, type Action, allows, type Role } from '#shared/access/access.ts';
import type { EditionId, HandbookId } from '#shared/ids.ts';
import type { Actor } from './actor.ts';
import { type AskedAction, actionOn, fits, type Resource } from './resource.ts';
import {
  type HeldRole,
  isOwner,
  type Place,
  placeOf,
  rolesByHandbook,
  rolesIn,
} from './standing-store.ts';

const NO_ROLES: ReadonlyMap<HandbookId, readonly HeldRole[]> = new Map();

/** What an actor holds on a resource; undefined when the resource is not there. */
interface Standing {
  readonly place: Place | 'instance';
  readonly roles: readonly Role[];
  /** A role on some edition of the handbook: it lets its holder see the handbook and its core. */
  readonly isGuest: boolean;
}

/** Whether `actor` may take `action` on `resource`, now. False when the resource is not there. */
export async function can(
  db: Kysely<Schema>,
  actor: Actor,
  asked: { readonly action: AskedAction; readonly resource: Resource },
): Promise<boolean> {
  const standing = await standingOf(db, actor, asked.resource);
  return standing !== undefined && permits(standing, asked.action);
}

/**
 * Throws unless the actor may: `sign-in` for nobody, whatever they ask for; `not-found` with one and
 * the same sentence for what is not there and for what they may not see; `forbidden` for the rest.
 */
export async function authorize(
  db: Kysely<Schema>,
  actor: Actor,
  asked: { readonly action: AskedAction; readonly resource: Resource },
): Promise<void> {
  if (actor.kind === 'nobody') throw signInFirst();
  const standing = await standingOf(db, actor, asked.resource);
  if (standing === undefined || !permits(standing, 'read')) {
    throw notFound();
  }
  if (!permits(standing, asked.action)) {
    throw forbidden();
  }
}

/**
 * Throws unless the actor may write in some edition of the handbook: pictures belong to the handbook,
 * and whoever writes may add one.
 */
export async function authorizeWritingIn(
  db: Kysely<Schema>,
  actor: Actor,
  id: HandbookId,
): Promise<void> {
  const resource = { kind: 'handbook', id } as const;
  await authorize(db, actor, { action: 'read', resource });
  if (actor.kind !== 'person' || (await isOwner(db, actor.id))) return;
  const held = await rolesIn(db, actor.id, id);
  const writes = ({ role }: HeldRole) => allows(role, 'write-core') || allows(role, 'write-city');
  if (held.some(writes)) return;
  throw forbidden();
}

/** Everything the actor may do to the resource, for screens that show only what works. */
export async function actionsOn(
  db: Kysely<Schema>,
  actor: Actor,
  resource: Resource,
): Promise<Action[]> {
  const standing = await standingOf(db, actor, resource);
  return standing === undefined ? [] : ACTIONS.filter((action) => permits(standing, action));
}

/** What an actor may do in handbooks that are there; for lists, which would else ask for each row. */
export interface Reach {
  readonly sees: (edition: {
    readonly id: EditionId;
    readonly handbookId: HandbookId;
    readonly isCore: boolean;
  }) => boolean;
  /** Everything the actor may do to a handbook. */
  readonly actionsOn: (handbookId: HandbookId) => Action[];
}

/** Asks the database the same few questions, however many handbooks there are. */
export async function reachOf(db: Kysely<Schema>, actor: Actor): Promise<Reach> {
  const isAll =
    actor.kind === 'operator' || (actor.kind === 'person' && (await isOwner(db, actor.id)));
  const held = actor.kind === 'person' && !isAll ? await rolesByHandbook(db, actor.id) : NO_ROLES;
  const standingAt = (place: Place): Standing => {
    const roles = held.get(place.handbookId) ?? [];
    return isAll
      ? { place, roles: ['owner'], isGuest: false }
      : { place, roles: rolesAt(roles, place), isGuest: roles.length > 0 };
  };
  return {
    sees: ({ id, handbookId, isCore }) =>
      permits(standingAt({ handbookId, edition: { id, isCore } }), 'read'),
    actionsOn: (handbookId) => {
      const standing = standingAt({ handbookId });
      return ACTIONS.filter((action) => permits(standing, action));
    },
  };
}

async function standingOf(
  db: Kysely<Schema>,
  actor: Actor,
  resource: Resource,
): Promise<Standing | undefined> {
  if (actor.kind === 'nobody') return undefined;
  const place = resource.kind === 'instance' ? 'instance' : await placeOf(db, resource);
  if (place === undefined) return undefined;
  if (actor.kind === 'operator' || (await isOwner(db, actor.id))) {
    return { place, roles: ['owner'], isGuest: false };
  }
  // Whoever has an account may see that the installation is there, and nothing else of it.
  if (place === 'instance') return { place, roles: [], isGuest: true };
  const held = await rolesIn(db, actor.id, place.handbookId);
  return { place, roles: rolesAt(held, place), isGuest: held.length > 0 };
}

/** The roles that count at a place: those on the whole handbook, and those on this very edition. */
function rolesAt(held: readonly HeldRole[], place: Place): Role[] {
  return held
    .filter(({ editionId }) => editionId === '' || editionId === place.edition?.id)
    .map(({ role }) => role);
}

function permits({ place, roles, isGuest }: Standing, asked: AskedAction): boolean {
  const edition = place === 'instance' ? undefined : place.edition;
  // A handbook's own text is its core's.
  const kind = edition?.isCore === false ? 'city' : 'core';
  const action = actionOn(asked, kind);
  if (edition && !fits(action, kind)) return false;
  if (roles.some((role) => allows(role, action))) return true;
  return isGuest && action === 'read' && (edition === undefined || edition.isCore);
}
