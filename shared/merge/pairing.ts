import { canonicalJson, longestIncreasing, plainText } from '../content/content.ts';
import type { TreeNode } from './change.ts';

/** Which node of the one list is which of the other, and whether it kept its place. */
export interface Paired {
  readonly from: number;
  readonly to: number;
  readonly isMoved: boolean;
}

/** Types whose content is one line of text: one may become the other and stay the same block. */
const LINES = new Set(['paragraph', 'heading', 'codeBlock']);

/**
 * Pairs two lists of siblings: what stands once in each with the same words, whatever its id is by
 * now (words that were cut and pasted may have left it behind); then by id, then by equal content, then, where neither has an id, by type
 * in the same order. Of those whose order differs, as few as possible count as moved.
 */
export function pairNodes(before: readonly TreeNode[], after: readonly TreeNode[]): Paired[] {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (from: number | undefined, to: number) => {
    if (from === undefined || taken.has(from) || partner.has(to)) return;
    partner.set(to, from);
    taken.add(from);
  };
  for (const [from, to] of sameWords(before, after)) pair(from, to);
  const byId = places(before, idOf);
  for (const [to, node] of after.entries()) {
    const from = byId.get(idOf(node) ?? '')?.[0];
    if (from !== undefined && canBe(before[from], node)) pair(from, to);
  }
  if (partner.size < Math.min(before.length, after.length)) {
    const byContent = places(before, (node, at) =>
      taken.has(at) ? undefined : canonicalJson(node),
    );
    for (const [to, node] of after.entries()) {
      if (!partner.has(to)) pair(byContent.get(canonicalJson(node))?.shift(), to);
    }
    pairWithoutIds(before, after, { taken, partner, pair });
  }
  const pairs = [...partner].sort(([one], [other]) => one - other);
  const inOrder = new Set(longestIncreasing(pairs.map(([, from]) => from)));
  return pairs.map(([to, from], at) => ({ from, to, isMoved: !inOrder.has(at) }));
}

/** Where words stand once in each list, under another id than before. */
function sameWords(before: readonly TreeNode[], after: readonly TreeNode[]): [number, number][] {
  const unknown = (nodes: readonly TreeNode[], others: readonly TreeNode[]) => {
    const known = new Map(others.map((node) => [idOf(node), node]));
    const isElsewhere = (node: TreeNode) => {
      const other = known.get(idOf(node));
      if (other === node) return false;
      return other === undefined || canonicalJson(other) !== canonicalJson(node);
    };
    const found = places(nodes, (node) =>
      idOf(node) !== undefined && isElsewhere(node) && plainText(node) !== ''
        ? canonicalJson(node)
        : undefined,
    );
    return [...found].flatMap(([words, at]) => (at.length === 1 ? [[words, at[0]] as const] : []));
  };
  const now = new Map(unknown(after, before));
  return unknown(before, after).flatMap(([words, from]) => {
    const to = now.get(words);
    return from === undefined || to === undefined ? [] : [[from, to] satisfies [number, number]];
  });
}

function idOf(node: TreeNode | undefined): string | undefined {
  return node !== undefined && 'id' in node.attrs ? (node.attrs.id ?? undefined) : undefined;
}

function canBe(before: TreeNode | undefined, after: TreeNode): boolean {
  if (before === undefined) return false;
  return before.type === after.type || (LINES.has(before.type) && LINES.has(after.type));
}

/** Where each key stands, in order. */
function places(
  nodes: readonly TreeNode[],
  key: (node: TreeNode, at: number) => string | undefined,
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [at, node] of nodes.entries()) {
    const name = key(node, at);
    if (name === undefined) continue;
    const before = found.get(name);
    if (before === undefined) found.set(name, [at]);
    else before.push(at);
  }
  return found;
}

interface Pairing {
  readonly taken: ReadonlySet<number>;
  readonly partner: ReadonlyMap<number, number>;
  readonly pair: (from: number, to: number) => void;
}

/** What has no id and changed is taken for the next of its kind after the last that was paired. */
function pairWithoutIds(
  before: readonly TreeNode[],
  after: readonly TreeNode[],
  { taken, partner, pair }: Pairing,
): void {
  let next = 0;
  for (const [to, node] of after.entries()) {
    const already = partner.get(to);
    if (already !== undefined) next = Math.max(next, already + 1);
    if (already !== undefined || idOf(node) !== undefined) continue;
    for (let from = next; from < before.length; from++) {
      const old = before[from];
      // What was paired by its content ends the gap: beyond it nothing is beside this one.
      if (taken.has(from)) break;
      if (idOf(old) !== undefined || old?.type !== node.type) continue;
      pair(from, to);
      next = from + 1;
      break;
    }
  }
}
