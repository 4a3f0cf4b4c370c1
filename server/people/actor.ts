/** Who is doing something: the server asks this of every request and every frame. */
import type { PersonId } from '#shared/ids.ts';

export type Actor = PersonActor | { readonly kind: 'nobody' } | { readonly kind: 'operator' };

/** Somebody with an account, through a browser's session or a program's token. */
export interface PersonActor {
  readonly kind: 'person';
  readonly id: PersonId;
  readonly name: string;
  readonly via: 'session' | 'token';
  /** The session's or token's own id, so that it can be asked whether it still counts. */
  readonly credentialId: string;
}

/** Not signed in, or with a session or token that no longer counts. */
export const NOBODY: Actor = { kind: 'nobody' };
/** The command line and the server itself: allowed everything. */
export const OPERATOR: Actor = { kind: 'operator' };

/** Whom to write down as the author; null for the operator and for nobody. */
export function personIdOf(actor: Actor): PersonId | null {
  return actor.kind === 'person' ? actor.id : null;
}
