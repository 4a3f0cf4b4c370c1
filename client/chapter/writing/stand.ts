import type { Node as ProseNode } from '@tiptap/pm/model';
import { type Selection, TextSelection } from '@tiptap/pm/state';
import { blockWith } from './block-with.ts';

/** A block around a place, and how far inside it that is. */
interface Inside {
  readonly id: string;
  readonly offset: number;
}

/** In which blocks the ends of a caret stand, the innermost first. */
export interface Stand {
  readonly anchor: readonly Inside[];
  readonly head: readonly Inside[];
}

/** Where a caret stands in `doc`, by the blocks around its ends. */
export function standOf(doc: ProseNode, { anchor, head }: Selection): Stand {
  return { anchor: insidesOf(doc, anchor), head: insidesOf(doc, head) };
}

/** The blocks around a place, the innermost first. */
export function insidesOf(doc: ProseNode, at: number): readonly Inside[] {
  const $at = doc.resolve(at);
  const found: Inside[] = [];
  for (let depth = $at.depth; depth > 0; depth -= 1) {
    const { id } = $at.node(depth).attrs;
    if (typeof id === 'string') found.push({ id, offset: at - $at.start(depth) });
  }
  return found;
}

/** The place as far inside the innermost of the blocks that is there; nothing where none is. */
export function placeOfSame(doc: ProseNode, stand: readonly Inside[]): number | undefined {
  for (const { id, offset } of stand) {
    const found = blockWith(doc, id);
    if (found) return found.start + Math.min(offset, found.node.content.size);
  }
  return undefined;
}

/** What has become of the block in which a caret stood. */
export type Whereabouts =
  /** The caret still stands in it. */
  | { readonly kind: 'here' }
  /** It is gone, or its words are. */
  | { readonly kind: 'gone' }
  /** It is elsewhere, with the caret's place in it. */
  | { readonly kind: 'there'; readonly selection: Selection };

/** Where the block is in `doc`, in which the caret would stand at `next`. */
export function whereaboutsOf(stand: Stand, doc: ProseNode, next: Selection): Whereabouts {
  const [innermost] = stand.head;
  if (innermost === undefined || isIn(next, innermost.id)) return { kind: 'here' };
  const head = placeOfSame(doc, stand.head);
  if (head === undefined || doc.resolve(head).parent.content.size === 0) return { kind: 'gone' };
  const anchor = placeOfSame(doc, stand.anchor) ?? head;
  const selection = TextSelection.between(doc.resolve(anchor), doc.resolve(head));
  return { kind: 'there', selection };
}

/** Whether a caret is among the words of this block. */
function isIn({ $head }: Selection, id: string): boolean {
  for (let depth = $head.depth; depth > 0; depth -= 1) {
    const { attrs, content } = $head.node(depth);
    if (attrs.id === id) return content.size > 0;
  }
  return false;
}
