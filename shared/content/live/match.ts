import { canonicalJson } from '../canonical.ts';
import { keptPairs, longestIncreasing } from '../sequence-diff.ts';
import type { NodeJson } from '../types.ts';

/**
 * Which live node each wanted one is: wanted index → live index, order kept. Nodes with ids are
 * paired by id and type alone. Where a side has no id, equal content pairs them, then the same type
 * in the same gap. Of what changed places, the fewest are left out (and so made anew).
 */
export function matchChildren(
  live: readonly NodeJson[],
  wanted: readonly NodeJson[],
): Map<number, number> {
  const byId = pairsById(live, wanted);
  const inOrder = longestIncreasing(byId.map(({ from }) => from)).flatMap((at) => byId[at] ?? []);
  const placed = new Set(byId.map(({ from }) => from));
  const claimed = new Set(byId.map(({ to }) => to));
  const matches = new Map<number, number>();
  let last = { from: -1, to: -1 };
  for (const pair of [...inOrder, { from: live.length, to: wanted.length }]) {
    const gap = {
      live: range(last.from + 1, pair.from).filter((from) => !placed.has(from)),
      wanted: range(last.to + 1, pair.to).filter((to) => !claimed.has(to)),
    };
    matchGap(live, wanted, gap, matches);
    if (pair.to < wanted.length) matches.set(pair.to, pair.from);
    last = pair;
  }
  return matches;
}

interface Gap {
  readonly live: readonly number[];
  readonly wanted: readonly number[];
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
}

function idOf(node: NodeJson | undefined): string | null {
  return node !== undefined && 'attrs' in node && 'id' in node.attrs ? node.attrs.id : null;
}

/** Pairs of the same id and type, in the wanted order; of two live nodes with one id the first. */
function pairsById(live: readonly NodeJson[], wanted: readonly NodeJson[]) {
  const places = new Map<string, number>();
  for (const [at, node] of live.entries()) {
    const id = idOf(node);
    if (id !== null && !places.has(id)) places.set(id, at);
  }
  return wanted.flatMap((node, to) => {
    const id = idOf(node);
    const from = id === null ? undefined : places.get(id);
    if (id === null || from === undefined || live[from]?.type !== node.type) return [];
    places.delete(id);
    return [{ from, to }];
  });
}

/** Two nodes with different ids are different nodes, whatever they say. */
function canBe(live: NodeJson | undefined, wanted: NodeJson | undefined): boolean {
  return live?.type === wanted?.type && (idOf(live) === null || idOf(wanted) === null);
}

function matchGap(
  live: readonly NodeJson[],
  wanted: readonly NodeJson[],
  gap: Gap,
  matches: Map<number, number>,
): void {
  if (gap.live.length === 0 || gap.wanted.length === 0) return;
  const text = (node: NodeJson | undefined) => (node === undefined ? '' : canonicalJson(node));
  const equal = keptPairs(
    gap.live.map((from) => text(live[from])),
    gap.wanted.map((to) => text(wanted[to])),
  ).filter(({ from, to }) => canBe(live[gap.live[from] ?? -1], wanted[gap.wanted[to] ?? -1]));
  let last = { from: -1, to: -1 };
  for (const pair of [...equal, { from: gap.live.length, to: gap.wanted.length }]) {
    let next = last.from + 1;
    for (const to of gap.wanted.slice(last.to + 1, pair.to)) {
      const at = gap.live.slice(next, pair.from).findIndex((from) => canBe(live[from], wanted[to]));
      if (at === -1) continue;
      matches.set(to, gap.live[next + at] ?? -1);
      next += at + 1;
    }
    const [from, to] = [gap.live[pair.from], gap.wanted[pair.to]];
    if (from !== undefined && to !== undefined) matches.set(to, from);
    last = pair;
  }
}
