/**
 * The shortest way from one sequence to another (Myers, 1986), and the longest part of a sequence
 * that keeps its order. Everything that compares text or order is built on these two.
 */

/** `before[from]` is `after[to]`; both grow from pair to pair. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Beyond this many differences the sequences are called unlike: the search grows with its square. */
const MOST_DIFFERENCES = 1000;

/** The pairs that a shortest edit script keeps, in order. Equal means `===`. */
export function keptPairs(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const pairs: Pair[] = [];
  for (let at = 0; at < head; at++) pairs.push({ from: at, to: at });
  const { from, to } = common(before, after, { head, tail });
  for (const pair of shortestPath(from.numbers, to.numbers)) {
    pairs.push({ from: from.places[pair.from] ?? 0, to: to.places[pair.to] ?? 0 });
  }
  for (let at = tail; at > 0; at--) {
    pairs.push({ from: before.length - at, to: after.length - at });
  }
  return pairs;
}

/** The part of a sequence that could be kept: equal values as equal numbers, and where they stand. */
interface Candidates {
  readonly numbers: number[];
  readonly places: number[];
}

/**
 * What stands between head and tail and is in both sequences; what is in one only is never kept. The
 * search compares each many times, and numbers compare faster than texts.
 */
function common(
  before: readonly unknown[],
  after: readonly unknown[],
  { head, tail }: { readonly head: number; readonly tail: number },
): { from: Candidates; to: Candidates } {
  const numbers = new Map<unknown, number>();
  for (let at = head; at < before.length - tail; at++) {
    if (!numbers.has(before[at])) numbers.set(before[at], numbers.size);
  }
  const to = candidates(after, { head, tail }, (value) => numbers.get(value));
  const inBoth = new Set<number | undefined>(to.numbers);
  const from = candidates(before, { head, tail }, (value) => {
    const number = numbers.get(value);
    return inBoth.has(number) ? number : undefined;
  });
  return { from, to };
}

function candidates(
  sequence: readonly unknown[],
  { head, tail }: { readonly head: number; readonly tail: number },
  numberOf: (value: unknown) => number | undefined,
): Candidates {
  const found: Candidates = { numbers: [], places: [] };
  for (let at = head; at < sequence.length - tail; at++) {
    const number = numberOf(sequence[at]);
    if (number === undefined) continue;
    found.numbers.push(number);
    found.places.push(at);
  }
  return found;
}

/** Myers' greedy search; each round's furthest reach is kept for the way back. */
function shortestPath(before: readonly number[], after: readonly number[]): Pair[] {
  if (before.length === 0 || after.length === 0) return [];
  const most = Math.min(before.length + after.length, MOST_DIFFERENCES);
  const reach = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let round = 0; round <= most; round++) {
    // Only these diagonals can have been reached so far; the rest is not worth a copy.
    rounds.push(reach.slice(most - round, most + round + 3));
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      const at = most + 1 + diagonal;
      let x = comesDown(reach, at, edgeOf(diagonal, round))
        ? (reach[at + 1] ?? 0)
        : (reach[at - 1] ?? 0) + 1;
      while (
        x < before.length &&
        x - diagonal < after.length &&
        before[x] === after[x - diagonal]
      ) {
        x++;
      }
      reach[at] = x;
      if (x >= before.length && x - diagonal >= after.length) {
        return wayBack(rounds, before.length, after.length);
      }
    }
  }
  return [];
}

/** Whether a diagonal is at an edge of those that a round reaches: from beyond it nothing comes. */
type Edge = 'lowest' | 'highest' | 'none';

function edgeOf(diagonal: number, round: number): Edge {
  if (diagonal === -round) return 'lowest';
  return diagonal === round ? 'highest' : 'none';
}

/** Whether stepping down from the diagonal above leads further than right from the one below. */
function comesDown(reach: Int32Array, at: number, edge: Edge): boolean {
  if (edge !== 'none') return edge === 'lowest';
  return (reach[at + 1] ?? 0) > (reach[at - 1] ?? 0);
}

function wayBack(rounds: readonly Int32Array[], width: number, height: number): Pair[] {
  const pairs: Pair[] = [];
  let x = width;
  let y = height;
  for (let round = rounds.length - 1; round >= 0; round--) {
    const reach = rounds[round] ?? new Int32Array(0);
    const diagonal = x - y;
    // In the copy, diagonal d of this round stands at d + round + 1.
    const at = diagonal + round + 1;
    const cameDown = comesDown(reach, at, edgeOf(diagonal, round));
    const stepped = cameDown ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
    const startX = round === 0 ? 0 : stepped;
    const startY = startX - diagonal;
    while (x > startX && y > startY) pairs.push({ from: --x, to: --y });
    if (round === 0) break;
    if (cameDown) y = startY - 1;
    else x = startX - 1;
  }
  return pairs.reverse();
}

/** Positions of a longest increasing part of `numbers`, in order. The numbers are distinct. */
export function longestIncreasing(numbers: readonly number[]): number[] {
  const previous: number[] = [];
  const ends: number[] = [];
  for (const [at, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : (ends[low - 1] ?? -1));
    ends[low] = at;
  }
  const positions: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) positions.push(at);
  return positions.reverse();
}
