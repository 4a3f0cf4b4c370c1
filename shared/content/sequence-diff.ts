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
  const middle = shortestPath(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  );
  for (const { from, to } of middle) pairs.push({ from: from + head, to: to + head });
  for (let at = tail; at > 0; at--) {
    pairs.push({ from: before.length - at, to: after.length - at });
  }
  return pairs;
}

/** Myers' greedy search; each round's furthest reach is kept for the way back. */
function shortestPath(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  if (before.length === 0 || after.length === 0) return [];
  const most = Math.min(before.length + after.length, MOST_DIFFERENCES);
  const reach = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  for (let round = 0; round <= most; round++) {
    // Only these diagonals can have been reached so far; the rest is not worth a copy.
    rounds.push(reach.slice(most - round, most + round + 3));
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      let x = furthest(reach, most + 1 + diagonal, diagonal === -round, diagonal === round);
      while (
        x < before.length &&
        x - diagonal < after.length &&
        before[x] === after[x - diagonal]
      ) {
        x++;
      }
      reach[most + 1 + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) {
        return wayBack(rounds, before.length, after.length);
      }
    }
  }
  return [];
}

/** The better of stepping down from the diagonal above and right from the one below. */
function furthest(reach: Int32Array, at: number, isLowest: boolean, isHighest: boolean): number {
  const down = reach[at + 1] ?? 0;
  const right = (reach[at - 1] ?? 0) + 1;
  if (isLowest) return down;
  return isHighest || right > down ? right : down;
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
    const down = reach[at + 1] ?? 0;
    const right = (reach[at - 1] ?? 0) + 1;
    const cameDown = diagonal === -round || (diagonal !== round && down >= right);
    const startX = round === 0 ? 0 : cameDown ? down : right;
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
