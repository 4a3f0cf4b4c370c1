import type * as Y from 'yjs';
import { sanitize } from '../sanitize.ts';
import { createElement, type LiveNode } from './create.ts';
import { fragmentOf, rawOf } from './read.ts';

/** What stands for a block only where it is read: a text, or part of one, outside of any block. */
const STRAYS = new Set([
  'hardBreak',
  'fact',
  'footnote',
  'listItem',
  'taskItem',
  'tableRow',
  'tableCell',
  'tableHeader',
]);

/**
 * Puts the blocks as which they are read in place of what stands among a chapter's blocks and is none:
 * what is no element of its own can bear no id. No editor makes such things, another program may. The
 * caller wraps it in `transact`.
 */
export function liftStrays(ydoc: Y.Doc): void {
  const fragment = fragmentOf(ydoc);
  const children = fragment.toArray();
  for (let end = children.length; end > 0; end--) {
    if (!isStray(children[end - 1])) continue;
    let start = end - 1;
    while (start > 0 && isStray(children[start - 1])) start--;
    const content = children.slice(start, end).flatMap((child) => rawOf(child));
    const { content: blocks } = sanitize({ type: 'doc', content });
    fragment.delete(start, end - start);
    fragment.insert(start, blocks.map(createElement));
    end = start + 1;
  }
}

function isStray(child: LiveNode | Y.XmlHook | undefined): boolean {
  if (child === undefined) return false;
  return !('nodeName' in child) || STRAYS.has(child.nodeName);
}
