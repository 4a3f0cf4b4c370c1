/** Two lines of text compared in words. */
import type { InlineJson, MarkJson } from '../content/content.ts';
import { canonicalJson, isWord, keptPairs, sameMarks, words } from '../content/content.ts';
import type { LinePiece } from './change.ts';

/** A word, a space, a sign or an element of a line. */
interface Unit {
  readonly key: string;
  readonly node: InlineJson;
}

/** Below this share of kept words a line was written anew: mixed, the two would be unreadable. */
const LEAST_KEPT = 0.25;

/** The pieces of both lines in one line: removed words first where others took their place. */
export function compareLines(
  before: readonly InlineJson[],
  after: readonly InlineJson[],
): LinePiece[] {
  const [from, to] = [unitsOf(before), unitsOf(after)];
  const pairs = readable(from, to);
  const pieces: LinePiece[] = [];
  let last = { from: 0, to: 0 };
  for (const pair of [...pairs, { from: from.length, to: to.length }]) {
    for (const unit of from.slice(last.from, pair.from)) push(pieces, 'removed', unit.node);
    for (const unit of to.slice(last.to, pair.to)) push(pieces, 'added', unit.node);
    const [was, is] = [from[pair.from], to[pair.to]];
    if (was !== undefined && is !== undefined) pushKept(pieces, was.node, is.node);
    last = { from: pair.from + 1, to: pair.to + 1 };
  }
  return pieces;
}

/** Whether the pieces say that anything changed. */
export function hasChange(pieces: readonly LinePiece[]): boolean {
  return pieces.some((piece) => piece.kind !== 'same');
}

function unitsOf(line: readonly InlineJson[]): Unit[] {
  return line.flatMap((node): Unit[] => {
    if (node.type === 'text') {
      return words(node.text).map((text) => ({ key: `"${text}`, node: { ...node, text } }));
    }
    // A footnote may change inside and is the same one all the same.
    if (node.type === 'footnote') return [{ key: '<footnote>', node }];
    return [{ key: canonicalJson(node), node }];
  });
}

/** The kept pairs, without those that would only tear a changed phrase apart. */
function readable(from: readonly Unit[], to: readonly Unit[]) {
  const pairs = keptPairs(
    from.map((unit) => unit.key),
    to.map((unit) => unit.key),
  );
  const count = (units: readonly Unit[]) => units.filter(weighs).length;
  const kept = pairs.filter((pair) => weighs(from[pair.from])).length;
  if (kept < LEAST_KEPT * Math.min(count(from), count(to))) return [];
  return pairs.filter((pair, at) => {
    if (weighs(from[pair.from])) return true;
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

/** Whether a unit carries meaning by itself. */
function weighs(unit: Unit | undefined): boolean {
  return unit !== undefined && (unit.node.type !== 'text' || isWord(unit.node.text));
}

function pushKept(pieces: LinePiece[], was: InlineJson, is: InlineJson): void {
  if (was.type === 'footnote' && is.type === 'footnote') {
    const inside = compareLines(was.content, is.content);
    if (hasChange(inside)) pieces.push({ kind: 'footnote', node: is, pieces: inside });
    else push(pieces, 'same', is);
  } else if (was.type === 'text' && is.type === 'text' && !sameMarks(was.marks, is.marks)) {
    pushMarked(pieces, is, was.marks);
  } else push(pieces, 'same', is);
}

/** Adds to the last piece where it is of the same kind and carries the same marks. */
function push(pieces: LinePiece[], kind: 'same' | 'added' | 'removed', node: InlineJson): void {
  const last = pieces.at(-1);
  if (last?.kind === kind && last.node.type === 'text' && node.type === 'text') {
    if (sameMarks(last.node.marks, node.marks)) {
      pieces[pieces.length - 1] = { kind, node: { ...node, text: last.node.text + node.text } };
      return;
    }
  }
  pieces.push({ kind, node });
}

function pushMarked(pieces: LinePiece[], node: InlineJson, before: readonly MarkJson[]): void {
  const last = pieces.at(-1);
  if (last?.kind === 'marked' && last.node.type === 'text' && node.type === 'text') {
    if (sameMarks(last.node.marks, node.marks) && sameMarks(last.before, before)) {
      const text = last.node.text + node.text;
      pieces[pieces.length - 1] = { kind: 'marked', node: { ...node, text }, before };
      return;
    }
  }
  pieces.push({ kind: 'marked', node, before });
}
