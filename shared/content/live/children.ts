import type * as Y from 'yjs';
import type { LiveNode } from './create.ts';

/** The children that a parent shall have: those that stay, in the order they have, and new ones. */
export interface Layout {
  readonly wanted: readonly (
    | { readonly kind: 'stays'; readonly child: unknown }
    | { readonly kind: 'new'; readonly child: LiveNode }
  )[];
  /** Children to be deleted. Those that are neither wanted nor gone are left where they are. */
  readonly gone: ReadonlySet<unknown>;
}

/** Deletes and inserts children so that the parent has the layout. What stays is not touched. */
export function layOut(parent: Y.XmlFragment, { wanted, gone }: Layout): void {
  const children = parent.toArray();
  let next = 0;
  let index = 0;
  const passUntil = (stop: unknown) => {
    while (next < children.length && children[next] !== stop) {
      if (gone.has(children[next])) parent.delete(index, 1);
      else index++;
      next++;
    }
  };
  for (const entry of wanted) {
    if (entry.kind === 'new') parent.insert(index, [entry.child]);
    else {
      passUntil(entry.child);
      next++;
    }
    index++;
  }
  passUntil(undefined);
}
