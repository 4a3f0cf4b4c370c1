/** What is acted on, and how it hangs together: a chapter is in an edition, that in a handbook. */
import type { Action } from '#shared/access/access.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';

/** What somebody acts on. */
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

/** The two kinds of editions: the common text, and one that follows it. */
export type EditionKind = 'core' | 'city';

/** Which of the table's actions an asked one is on an edition of this kind. */
export function actionOn(asked: AskedAction, kind: EditionKind): Action {
  return asked === 'write' || asked === 'arrange' ? `${asked}-${kind}` : asked;
}

/** Actions that mean only the core, or only a city: asked of the other kind they are refused. */
export function fits(action: Action, kind: EditionKind): boolean {
  if (action === 'write-core' || action === 'arrange-core') return kind === 'core';
  if (action === 'write-city' || action === 'arrange-city') return kind === 'city';
  return true;
}
