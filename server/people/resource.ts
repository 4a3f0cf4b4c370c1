/** What is acted on, and how it hangs together: a chapter is in an edition, that in a handbook. */
import type { Action } from '#shared/access/access.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';

export type Resource =
  | { readonly kind: 'instance' }
  | { readonly kind: 'handbook'; readonly id: HandbookId }
  | { readonly kind: 'edition'; readonly id: EditionId }
  | { readonly kind: 'chapter'; readonly id: ChapterId }
  /** A chapter in the bin; every other resource counts as unknown while it is deleted. */
  | { readonly kind: 'deleted-chapter'; readonly id: ChapterId };

/**
 * An action as routes ask for it: `write` and `arrange` become `write-core` or `write-city`,
 * `arrange-core` or `arrange-city`, by the edition that the resource is in.
 */
export type AskedAction = Action | 'write' | 'arrange';

/** Which of the table's actions an asked one is on a core or a city edition. */
export function actionOn(asked: AskedAction, isCore: boolean): Action {
  if (asked === 'write') return isCore ? 'write-core' : 'write-city';
  if (asked === 'arrange') return isCore ? 'arrange-core' : 'arrange-city';
  return asked;
}

/** Actions that mean only the core, or only a city: asked of the other kind they are refused. */
export function fits(action: Action, isCore: boolean): boolean {
  if (action === 'write-core' || action === 'arrange-core') return isCore;
  if (action === 'write-city' || action === 'arrange-city') return !isCore;
  return true;
}
