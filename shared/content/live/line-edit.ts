/** Changes in a line of text: a paragraph's, a heading's, a caption's, a footnote's, a code block's. */
import * as Y from 'yjs';
import { allowedFactName } from '../allowed.ts';
import { keptPairs } from '../sequence-diff.ts';
import type { InlineJson, MarkJson, TextJson } from '../types.ts';
import { words } from '../words.ts';
import { layOut } from './children.ts';
import type { LiveNode } from './create.ts';
import { createElement, createText } from './create.ts';
import type { MarkedText, Placed } from './text-edit.ts';
import { charactersOf, EMBED, editText, runsOf } from './text-edit.ts';

/** A word in a text of the live document, or an element between its texts. */
type LiveUnit =
  | { readonly key: string; readonly text: Y.XmlText; readonly at: number }
  | { readonly key: string; readonly element: Y.XmlElement };
/** The same in the wanted line. */
type WantedUnit =
  | { readonly key: string; readonly wanted: MarkedText }
  | { readonly key: string; readonly element: Exclude<InlineJson, TextJson> };

/**
 * Makes the line what `content` says, by a difference in words. Texts and elements that stay are
 * edited in place; an element that is put into a text splits it, as in every editor.
 */
export function editLine(parent: Y.XmlElement, content: readonly InlineJson[]): void {
  const live = liveUnits(parent);
  const wanted = wantedUnits(content);
  const pairs = keptPairs(
    live.map((unit) => unit.key),
    wanted.map((unit) => unit.key),
  );
  const keptAt = new Map(pairs.map(({ from, to }) => [to, from]));
  const layout: Parameters<typeof layOut>[1]['wanted'][number][] = [];
  const staying = new Set<unknown>();
  for (const stretch of stretchesOf(parent, live, wanted, keptAt)) {
    for (const node of editStretch(stretch))
      layout.push({ kind: isNew(node) ? 'new' : 'stays', child: node });
    if (stretch.end === undefined) continue;
    staying.add(stretch.end.live);
    layout.push({ kind: 'stays', child: stretch.end.live });
    const { element } = stretch.end;
    if (element.type === 'footnote') editLine(stretch.end.live, element.content);
  }
  const gone = new Set<unknown>(
    live.flatMap((unit) => ('element' in unit && !staying.has(unit.element) ? [unit.element] : [])),
  );
  layOut(parent, { wanted: layout, gone });
}

function isNew(node: LiveNode): boolean {
  return node.parent === null;
}

/** What an element of a line is, as far as one can stand for another; undefined for the unknown. */
function elementKey(type: string, name: unknown): string | undefined {
  if (type === 'hardBreak' || type === 'footnote') return `<${type}>`;
  const factName = type === 'fact' ? allowedFactName(name) : null;
  return factName === null ? undefined : `<fact ${factName}>`;
}

function liveUnits(parent: Y.XmlElement): LiveUnit[] {
  const units: LiveUnit[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      let at = 0;
      for (const piece of words(charactersOf(child))) {
        // An embed's key is one that no wanted word has.
        units.push({ key: piece.includes(EMBED) ? '<embed>' : `"${piece}`, text: child, at });
        at += piece.length;
      }
    } else if (child instanceof Y.XmlElement) {
      const key = elementKey(child.nodeName, child.getAttribute('name'));
      if (key !== undefined) units.push({ key, element: child });
    }
  }
  return units;
}

function wantedUnits(content: readonly InlineJson[]): WantedUnit[] {
  const units: WantedUnit[] = [];
  let run: { text: string; marks: (readonly MarkJson[])[] } = { text: '', marks: [] };
  const endRun = () => {
    let at = 0;
    for (const piece of words(run.text)) {
      const marks = run.marks.slice(at, at + piece.length);
      units.push({ key: `"${piece}`, wanted: { text: piece, marks } });
      at += piece.length;
    }
    run = { text: '', marks: [] };
  };
  for (const json of content) {
    if (json.type === 'text') {
      run.text += json.text;
      for (let at = 0; at < json.text.length; at++) run.marks.push(json.marks);
      continue;
    }
    endRun();
    const key = elementKey(json.type, json.type === 'fact' ? json.attrs.name : '') ?? '<unknown>';
    units.push({ key, element: json });
  }
  endRun();
  return units;
}

/** A part of the line between two elements that stay. */
interface Stretch {
  /** The texts that stand there, in order. */
  readonly texts: readonly Y.XmlText[];
  readonly wanted: readonly WantedUnit[];
  /** Where in which text a wanted word stands already. */
  readonly place: ReadonlyMap<WantedUnit, { readonly text: Y.XmlText; readonly at: number }>;
  /** The element that ends it, undefined at the end of the line. */
  readonly end:
    | { readonly live: Y.XmlElement; readonly element: Exclude<InlineJson, TextJson> }
    | undefined;
}

function stretchesOf(
  parent: Y.XmlElement,
  live: readonly LiveUnit[],
  wanted: readonly WantedUnit[],
  keptAt: ReadonlyMap<number, number>,
): Stretch[] {
  const children = parent.toArray();
  const stretches: Stretch[] = [];
  let units: WantedUnit[] = [];
  let place = new Map<WantedUnit, { text: Y.XmlText; at: number }>();
  let firstChild = 0;
  const endAt = (endChild: number, end: Stretch['end']) => {
    const texts = children
      .slice(firstChild, endChild)
      .filter((child) => child instanceof Y.XmlText);
    stretches.push({ texts, wanted: units, place, end });
    units = [];
    place = new Map();
    firstChild = endChild + 1;
  };
  for (const [index, unit] of wanted.entries()) {
    const kept = live[keptAt.get(index) ?? -1];
    if (kept !== undefined && 'element' in kept && 'element' in unit) {
      endAt(children.indexOf(kept.element), { live: kept.element, element: unit.element });
      continue;
    }
    units.push(unit);
    if (kept !== undefined && 'text' in kept) place.set(unit, { text: kept.text, at: kept.at });
  }
  endAt(children.length, undefined);
  return stretches;
}

/** Edits the stretch's texts and returns its children in order: its texts, new texts, new elements. */
function editStretch(stretch: Stretch): LiveNode[] {
  const runs = splitAtElements(stretch.wanted);
  const textsOf = assignTexts(stretch, runs);
  return runs.flatMap(({ units, before }, index) => {
    const texts = textsOf[index] ?? [];
    const element = before === undefined ? [] : [createElement(before)];
    const placed = placeUnits(units, texts, stretch.place);
    for (const [at, text] of texts.entries()) editText(text, placed[at] ?? []);
    if (texts.length > 0 || units.length === 0) return [...element, ...texts];
    return [...element, createText(runsOf(joined(units)))];
  });
}

type WantedWord = Extract<WantedUnit, { wanted: MarkedText }>;
/** Words with no element between them, and the new element before them. */
interface Run {
  readonly before: Exclude<InlineJson, TextJson> | undefined;
  readonly units: WantedWord[];
}

function splitAtElements(wanted: readonly WantedUnit[]): Run[] {
  let last: Run = { before: undefined, units: [] };
  const runs = [last];
  for (const unit of wanted) {
    if ('wanted' in unit) last.units.push(unit);
    else {
      last = { before: unit.element, units: [] };
      runs.push(last);
    }
  }
  return runs;
}

/** For each run the texts that are to hold it: each text goes where most of its words go. */
function assignTexts({ texts, place }: Stretch, runs: readonly Run[]): Y.XmlText[][] {
  const assigned: Y.XmlText[][] = runs.map(() => []);
  let earliest = 0;
  for (const text of texts) {
    const counts = runs.map(
      ({ units }) => units.filter((unit) => place.get(unit)?.text === text).length,
    );
    const most = Math.max(...counts);
    if (most > 0) earliest = Math.max(earliest, counts.indexOf(most));
    assigned[earliest]?.push(text);
  }
  return assigned;
}

/** For each text its words in order; a new word joins the text of the word before it. */
function placeUnits(
  units: readonly WantedWord[],
  texts: readonly Y.XmlText[],
  place: Stretch['place'],
): Placed[][] {
  const placed: Placed[][] = texts.map(() => []);
  let current = 0;
  for (const unit of units) {
    const at = place.get(unit);
    const index = at === undefined ? -1 : texts.indexOf(at.text);
    if (at !== undefined && index >= current) {
      current = index;
      placed[current]?.push({ kind: 'kept', at: at.at, wanted: unit.wanted });
    } else placed[current]?.push({ kind: 'new', wanted: unit.wanted });
  }
  return placed;
}

function joined(units: readonly WantedWord[]): MarkedText {
  return {
    text: units.map(({ wanted }) => wanted.text).join(''),
    marks: units.flatMap(({ wanted }) => wanted.marks),
  };
}
