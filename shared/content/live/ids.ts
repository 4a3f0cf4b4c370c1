import * as Y from 'yjs';
import type { BlockId } from '../../ids.ts';
import { allowedId } from '../allowed.ts';
import { TYPES_WITH_ID } from '../nodes/block-ids.ts';
import { liftStrays } from './lift.ts';
import { DEEPEST, fragmentOf } from './read.ts';

const WITH_ID = new Set<string>(TYPES_WITH_ID);
const WITHIN = new Set(['listItem', 'taskItem', 'tableRow']);

/**
 * Gives an id to every block, list item and table row that has none, and another to the later of
 * two with the same; what is a block only as it is read becomes one first. Returns how many were given; with none the document makes no update. Ids on
 * blocks inside other blocks mean nothing and are left alone. The caller wraps it in `transact`.
 */
export function repairIds(ydoc: Y.Doc, newBlockId: () => BlockId): number {
  const seen = new Set<BlockId>();
  let given = 0;
  const repair = (element: Y.XmlElement) => {
    let id = allowedId(element.getAttribute('id'));
    const had = id;
    while (id === null || seen.has(id)) id = newBlockId();
    seen.add(id);
    if (id === had) return;
    element.setAttribute('id', id);
    given++;
  };
  liftStrays(ydoc);
  const fragment = fragmentOf(ydoc);
  const walkInside = (parent: Y.XmlFragment, depth: number) => {
    for (const child of elementsOf(parent)) {
      if (WITHIN.has(child.nodeName)) repair(child);
      if (depth < DEEPEST) walkInside(child, depth + 1);
    }
  };
  for (const child of elementsOf(fragment)) {
    if (WITH_ID.has(child.nodeName)) repair(child);
    walkInside(child, 0);
  }
  return given;
}

function elementsOf(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent.toArray().filter((child) => child instanceof Y.XmlElement);
}
