/** Who is in a world for live sync. Each has their name as id and as token. */
import type { Actor } from '#server/people/people.ts';
import type { Authority } from '#server/sync/sync.ts';
import type { ChapterId, PersonId } from '#shared/ids.ts';

export type Right = 'write' | 'read' | 'none';

/** Everyone there is. */
export const PEOPLE: readonly string[] = ['ada', 'ben', 'cleo', 'dov', 'eva'];

const NOBODY: Actor = { kind: 'nobody' };

/** Somebody by their name. */
export function actorNamed(name: string | undefined): Actor {
  if (name === undefined || name === '') return NOBODY;
  return { kind: 'person', id: name as PersonId, name, via: 'session', credentialId: name };
}

/** Grants what `rights` says now, by name; whose name is not in it has lost their session. */
export function authorityOf(
  rights: ReadonlyMap<string, Right>,
  hasChapter: (id: ChapterId) => Promise<boolean>,
): Authority {
  return {
    actorOf: async ({ authorization, cookie }) =>
      actorNamed(authorization?.replace('Bearer ', '') ?? cookie),
    renew: async (actor) => (rights.has(idOf(actor)) ? actor : NOBODY),
    can: async (actor, { action, resource }) => {
      if (resource.kind !== 'chapter' || !(await hasChapter(resource.id))) return false;
      const right = actor.kind === 'operator' ? 'write' : (rights.get(idOf(actor)) ?? 'none');
      return right === 'write' || (right === 'read' && action === 'read');
    },
  };
}

function idOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.id : '';
}
