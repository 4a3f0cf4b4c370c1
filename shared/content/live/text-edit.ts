/** Changes inside one text of the live document: words in and out, formats on and off. */
import type * as Y from 'yjs';
import { marksOf, sameMarks } from '../sanitize.ts';
import type { MarkJson, TextJson } from '../types.ts';
import { formatOf } from './create.ts';
import type { Delta } from './read.ts';
import { rawMarks } from './read.ts';

/** One character's worth of wanted text: what it is and how it is marked. */
export interface MarkedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`. */
  readonly marks: readonly (readonly MarkJson[])[];
}

/** A piece of the wanted text, in order: one that stands at `at` already, or one to be written. */
export type Placed =
  | { readonly kind: 'kept'; readonly at: number; readonly wanted: MarkedText }
  | { readonly kind: 'new'; readonly wanted: MarkedText };

/** What stands for something in a text that is no text: it is never kept. */
export const EMBED = '\ufffc';

/** A text's characters, with what is embedded as one `EMBED` each. */
export function charactersOf(text: Y.XmlText): string {
  return (text.toDelta() as Delta[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : EMBED))
    .join('');
}

type Format = Readonly<Record<string, unknown>>;
type Step =
  | { retain: number; attributes?: Record<string, unknown> }
  | { insert: string; attributes: Record<string, unknown> }
  | { delete: number };

/**
 * Makes the text what the pieces say, deleting what none of them keeps. Characters that are kept
 * are not written again, so that what others type beside them at the same moment stays beside them.
 */
export function editText(text: Y.XmlText, pieces: readonly Placed[]): void {
  const formats = formatsOf(text);
  const steps: Step[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind === 'new') {
      pushInserts(steps, piece.wanted);
      continue;
    }
    if (piece.at > at) steps.push({ delete: piece.at - at });
    pushRetains(steps, piece.wanted, formats.slice(piece.at, piece.at + piece.wanted.text.length));
    at = piece.at + piece.wanted.text.length;
  }
  if (at < formats.length) steps.push({ delete: formats.length - at });
  if (steps.some((step) => !('retain' in step) || step.attributes !== undefined)) {
    text.applyDelta(steps);
  }
}

/** The formatting attributes of each UTF-16 unit. */
function formatsOf(text: Y.XmlText): Format[] {
  return (text.toDelta() as Delta[]).flatMap(({ insert, attributes = {} }) =>
    new Array<Format>(typeof insert === 'string' ? insert.length : 1).fill(attributes),
  );
}

/** The stretches over which every part of `key` stays the same object, as start and end. */
function stretches(length: number, key: (at: number) => readonly unknown[]): [number, number][] {
  const found: [number, number][] = [];
  let start = 0;
  for (let at = 1; at <= length; at++) {
    const [one, other] = [key(start), key(at)];
    if (at < length && one.every((part, index) => part === other[index])) continue;
    found.push([start, at]);
    start = at;
  }
  return length === 0 ? [] : found;
}

/** A marked text as runs of equal marks. */
export function runsOf({ text, marks }: MarkedText): TextJson[] {
  return stretches(text.length, (at) => [marks[at]]).map(([start, end]) => ({
    type: 'text',
    text: text.slice(start, end),
    marks: marks[start] ?? [],
  }));
}

function pushInserts(steps: Step[], wanted: MarkedText): void {
  for (const { text, marks } of runsOf(wanted)) {
    steps.push({ insert: text, attributes: formatOf(marks) });
  }
}

function pushRetains(steps: Step[], wanted: MarkedText, formats: readonly Format[]): void {
  const { text, marks } = wanted;
  for (const [start, end] of stretches(text.length, (at) => [marks[at], formats[at]])) {
    const attributes = formatChange(formats[start] ?? {}, marks[start] ?? []);
    const last = steps.at(-1);
    if (attributes !== undefined) steps.push({ retain: end - start, attributes });
    else if (last !== undefined && 'retain' in last && last.attributes === undefined) {
      last.retain += end - start;
    } else steps.push({ retain: end - start });
  }
}

/** What must be set and cleared for the marks to be the wanted ones; undefined when they are. */
function formatChange(
  format: Format,
  wanted: readonly MarkJson[],
): Record<string, unknown> | undefined {
  if (sameMarks(marksOf({ marks: rawMarks(format) }), wanted)) return undefined;
  const cleared = Object.keys(format).map((name) => [name, null] as const);
  return { ...Object.fromEntries(cleared), ...formatOf(wanted) };
}
