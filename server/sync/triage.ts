import type { PersonId } from '#shared/ids.ts';
import type { UpdateOutline } from '#shared/protocol/protocol.ts';
import type { Owner } from './authorship.ts';

/** What the room knows, as far as an update is judged by it. */
export interface Known {
  /** The next clock expected of a client: everything below is in the room's document. */
  stateOf(clientId: number): number;
  ownerOf(clientId: number): Owner;
}

/** What becomes of an update. */
export type Verdict =
  /** May be applied. */
  | { readonly kind: 'sound' }
  /** Needs something that the room has not: applied, it would lie in wait for ever. */
  | { readonly kind: 'gap' }
  /** Goes on under a client id that belongs to somebody else. */
  | { readonly kind: 'foreign'; readonly clientId: number };

/** Judges an update by its outline alone, before any document sees it. */
export function judge(outline: UpdateOutline, known: Known, personId: PersonId): Verdict {
  const reached = new Map<number, number>();
  const stateOf = (clientId: number): number => reached.get(clientId) ?? known.stateOf(clientId);
  let hasGap = false;
  for (const { clientId, from, to } of outline.structs) {
    const state = stateOf(clientId);
    if (to > known.stateOf(clientId) && isForeign(known.ownerOf(clientId), personId))
      return { kind: 'foreign', clientId };
    if (from > state) hasGap = true;
    else reached.set(clientId, Math.max(state, to));
  }
  for (const [clientId, clock] of outline.needs) if (clock > stateOf(clientId)) hasGap = true;
  for (const { clientId, to } of outline.deletions) if (to > stateOf(clientId)) hasGap = true;
  return hasGap ? { kind: 'gap' } : { kind: 'sound' };
}

function isForeign(owner: Owner, personId: PersonId): boolean {
  return owner.kind === 'owned' && owner.personId !== personId;
}
