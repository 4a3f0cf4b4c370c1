import type { ViewMutationRecord } from '@tiptap/pm/view';

/**
 * Whether a change in a node view is the view's own: an attribute, or something within its parts that
 * cannot be written in. What a browser puts between those parts is writing, and must not stay unseen.
 */
export function isOwnChange(
  mutation: ViewMutationRecord,
  { dom, contentDOM }: { readonly dom: HTMLElement; readonly contentDOM: HTMLElement },
): boolean {
  if (mutation.type === 'selection' || contentDOM.contains(mutation.target)) return false;
  return mutation.type === 'attributes' || mutation.target !== dom;
}
