/** Two states of a chapter compared block by block, and inside blocks part by part and in words. */
import type { Block } from '../content/content.ts';
import { canonicalJson } from '../content/content.ts';
import type { AttributeChange, BlockChange, Change, Inside, TreeNode } from './change.ts';
import { compareLines, hasChange } from './line.ts';
import { pairNodes } from './pairing.ts';

/**
 * The changes from one state to another, in reading order. Blocks are paired by id, then by content;
 * what changed is compared in words, inside lists, tables, quotes and footnotes as well. Two blocks
 * with the same JSON object are the same at no cost.
 */
export function compareBlocks(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  const changes = compareNodes(
    before.map((block) => block.json),
    after.map((block) => block.json),
  );
  // Blocks in, blocks out: siblings are paired with siblings of their own list only.
  return changes as BlockChange[];
}

/** Whether a change is one: everything but what is the same. */
export function isChange(change: Change): boolean {
  return change.kind !== 'same';
}

function compareNodes(before: readonly TreeNode[], after: readonly TreeNode[]): Change[] {
  const pairs = pairNodes(before, after);
  const partner = new Map(pairs.map((pair) => [pair.to, pair]));
  const left = new Map(pairs.map((pair) => [pair.from, pair]));
  const changes: Change[] = [];
  let next = 0;
  /** Tells what stood before `end` and is there no more. */
  const tellGone = (end: number) => {
    for (; next < end; next++) {
      const node = before[next];
      const pair = left.get(next);
      if (node === undefined || (pair !== undefined && !pair.isMoved)) continue;
      changes.push({ kind: pair === undefined ? 'removed' : 'movedAway', node });
    }
  };
  for (const [to, node] of after.entries()) {
    const pair = partner.get(to);
    const old = pair === undefined ? undefined : before[pair.from];
    if (pair === undefined || old === undefined) {
      changes.push({ kind: 'added', node });
      continue;
    }
    if (!pair.isMoved) {
      tellGone(pair.from);
      next = Math.max(next, pair.from + 1);
      changes.push(...comparePair(old, node));
      continue;
    }
    const direction = pair.from < next ? 'down' : 'up';
    changes.push({ kind: 'moved', before: old, node, direction, ...difference(old, node) });
  }
  tellGone(before.length);
  return removedFirst(changes);
}

/** What took the place of something stands behind it, as removed words stand before added ones. */
function removedFirst(changes: readonly Change[]): Change[] {
  const ordered: Change[] = [];
  let added: Change[] = [];
  for (const change of changes) {
    if (change.kind === 'added') added.push(change);
    else if (change.kind === 'removed') ordered.push(change);
    else {
      ordered.push(...added, change);
      added = [];
    }
  }
  return [...ordered, ...added];
}

function comparePair(before: TreeNode, node: TreeNode): Change[] {
  if (before === node || canonicalJson(before) === canonicalJson(node)) {
    return [{ kind: 'same', node }];
  }
  const { inside, attributes } = difference(before, node);
  if (attributes.length === 0 && !insideChanges(inside)) return [{ kind: 'same', node }];
  return [{ kind: 'changed', before, node, inside, attributes }];
}

function insideChanges(inside: Inside): boolean {
  if (inside.kind === 'line') return hasChange(inside.pieces);
  return inside.kind === 'tree' && inside.changes.some(isChange);
}

function difference(
  before: TreeNode,
  node: TreeNode,
): { inside: Inside; attributes: AttributeChange[] } {
  return { inside: compareInside(before, node), attributes: compareAttributes(before, node) };
}

function compareInside(before: TreeNode, node: TreeNode): Inside {
  if (isLine(before) && isLine(node)) {
    return { kind: 'line', pieces: compareLines(before.content, node.content) };
  }
  if (isLine(before) || isLine(node)) return { kind: 'nothing' };
  if (before.type === 'horizontalRule' || node.type === 'horizontalRule') {
    return { kind: 'nothing' };
  }
  return { kind: 'tree', changes: compareNodes(before.content, node.content) };
}

type LineNode = Extract<TreeNode, { type: 'paragraph' | 'heading' | 'image' | 'codeBlock' }>;

/** Whether a node's content is one line of text. */
export function isLine(node: TreeNode): node is LineNode {
  return ['paragraph', 'heading', 'image', 'codeBlock'].includes(node.type);
}

function compareAttributes(before: TreeNode, node: TreeNode): AttributeChange[] {
  const changes: AttributeChange[] = [];
  if (before.type !== node.type) {
    changes.push({ name: 'type', before: before.type, after: node.type });
  }
  const [was, is] = [valuesOf(before), valuesOf(node)];
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (name === 'id' || was[name] === is[name]) continue;
    changes.push({ name, before: was[name] ?? null, after: is[name] ?? null });
  }
  return changes;
}

function valuesOf(node: TreeNode): Readonly<Record<string, string | number | boolean | null>> {
  return { ...node.attrs };
}
