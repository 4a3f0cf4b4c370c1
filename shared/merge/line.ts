/** Two lines of text compared in words. */
import type { InlineJson, MarkJson } from '../content/content.ts';
import { canonicalJson, isWord, keptPairs, sameMarks, words } from '../content/content.ts';
import type { LinePiece } from './change.ts';

/** A word, a space, a sign or an element of a line. */
interface Unit {
  /** A text's piece, or what an element is kept by; no piece reads like an element's. */
  readonly key: string;
  /** The element, or the text that the piece is of. */
  readonly node: InlineJson;
  /** Whether it carries meaning by itself, as space and signs do not. */
  readonly isWeighty: boolean;
}

/** A piece that still grows: nodes are made once a stretch, not once a word. */
interface Stretch {
  readonly kind: 'same' | 'added' | 'removed' | 'marked';
  readonly node: InlineJson;
  /** The marks that it had; [] unless it is `marked`. */
  readonly before: readonly MarkJson[];
  text: string;
}
type FootnotePiece = Extract<LinePiece, { kind: 'footnote' }>;

/** Below this share of kept words a line was written anew: mixed, the two would be unreadable. */
const LEAST_KEPT = 0.25;

/** The pieces of both lines in one line: removed words first where others took their place. */
export function compareLines(
  before: readonly InlineJson[],
  after: readonly InlineJson[],
): LinePiece[] {
  const [from, to] = [unitsOf(before), unitsOf(after)];
  const stretches: (Stretch | FootnotePiece)[] = [];
  /** The first units that are not told yet. */
  let next = { from: 0, to: 0 };
  for (const pair of [...readable(from, to), { from: from.length, to: to.length }]) {
    // Most pairs follow on one another: no slice for them.
    if (pair.from > next.from) tell(stretches, 'removed', from.slice(next.from, pair.from));
    if (pair.to > next.to) tell(stretches, 'added', to.slice(next.to, pair.to));
    const [was, is] = [from[pair.from], to[pair.to]];
    if (was !== undefined && is !== undefined) addKept(stretches, was, is);
    next = { from: pair.from + 1, to: pair.to + 1 };
  }
  return stretches.map(pieceOf);
}

/** Whether the pieces say that anything changed. */
export function hasChange(pieces: readonly LinePiece[]): boolean {
  return pieces.some((piece) => piece.kind !== 'same');
}

function unitsOf(line: readonly InlineJson[]): Unit[] {
  const units: Unit[] = [];
  for (const node of line) {
    if (node.type === 'text') {
      for (const key of words(node.text)) units.push({ key, node, isWeighty: isWord(key) });
    } else {
      // A footnote may change inside and is the same one all the same.
      const key = node.type === 'footnote' ? '<footnote>' : canonicalJson(node);
      units.push({ key, node, isWeighty: true });
    }
  }
  return units;
}

/** The kept pairs, without those that would only tear a changed phrase apart. */
function readable(from: readonly Unit[], to: readonly Unit[]) {
  const pairs = keptPairs(
    from.map((unit) => unit.key),
    to.map((unit) => unit.key),
  );
  const count = (units: readonly Unit[]) => units.filter((unit) => unit.isWeighty).length;
  const kept = pairs.filter((pair) => from[pair.from]?.isWeighty).length;
  if (kept < LEAST_KEPT * Math.min(count(from), count(to))) return [];
  return pairs.filter((pair, at) => {
    if (from[pair.from]?.isWeighty) return true;
    // Space and signs stay only beside something that stays, on one side at least, unbroken.
    const [previous, next] = [pairs[at - 1], pairs[at + 1]];
    const followsOn =
      previous === undefined
        ? pair.from === 0 && pair.to === 0
        : previous.from === pair.from - 1 && previous.to === pair.to - 1;
    const leadsOn =
      next === undefined
        ? pair.from === from.length - 1 && pair.to === to.length - 1
        : next.from === pair.from + 1 && next.to === pair.to + 1;
    return followsOn || leadsOn;
  });
}

function tell(
  stretches: (Stretch | FootnotePiece)[],
  kind: 'removed' | 'added',
  units: readonly Unit[],
): void {
  for (const unit of units) add(stretches, kind, unit);
}

function addKept(stretches: (Stretch | FootnotePiece)[], was: Unit, is: Unit): void {
  if (was.node.type === 'footnote' && is.node.type === 'footnote') {
    const pieces = compareLines(was.node.content, is.node.content);
    if (hasChange(pieces)) stretches.push({ kind: 'footnote', node: is.node, pieces });
    else add(stretches, 'same', is);
    return;
  }
  const before = marksOf(was.node);
  if (sameMarks(before, marksOf(is.node))) add(stretches, 'same', is);
  else add(stretches, 'marked', is, before);
}

/** Lengthens the last stretch where that is of the same kind and carries the same marks. */
function add(
  stretches: (Stretch | FootnotePiece)[],
  kind: Stretch['kind'],
  { node, key }: Unit,
  before: readonly MarkJson[] = [],
): void {
  const last = stretches.at(-1);
  if (
    last?.kind === kind &&
    last.node.type === 'text' &&
    node.type === 'text' &&
    sameMarks(last.node.marks, node.marks) &&
    sameMarks(last.before, before)
  ) {
    last.text += key;
  } else stretches.push({ kind, node, before, text: key });
}

function marksOf(node: InlineJson): readonly MarkJson[] {
  return node.type === 'text' ? node.marks : [];
}

function pieceOf(stretch: Stretch | FootnotePiece): LinePiece {
  if (stretch.kind === 'footnote') return stretch;
  const { kind, before, text } = stretch;
  const node = stretch.node.type === 'text' ? { ...stretch.node, text } : stretch.node;
  return kind === 'marked' ? { kind, node, before } : { kind, node };
}
