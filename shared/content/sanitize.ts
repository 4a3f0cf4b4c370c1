/**
 * Anything at all in, a chapter out. What the schema does not know is dropped; what stands in a
 * place where it may not stand is lifted out of it or wrapped, so that no words are lost; every
 * attribute is checked. The result passes the schema's own check and every output can carry it.
 */
import * as allowed from './allowed.ts';
import type {
  BlockJson,
  DocJson,
  InlineJson,
  ListItemJson,
  MarkJson,
  NodeJson,
  PhraseJson,
  TableCellJson,
  TableRowJson,
  TaskItemJson,
  TextJson,
} from './types.ts';

/** Deeper than any chapter that keeps the caps below; of what is deeper only the texts are kept. */
const DEEPEST = 120;
/** Typesetting breaks a little above these; below them every output works. */
const DEEPEST_LIST = 16;
const DEEPEST_QUOTE = 8;

/** Where the walk is. `isNested` is false only among a chapter's top-level blocks. */
interface Place {
  readonly depth: number;
  readonly lists: number;
  readonly quotes: number;
  readonly isNested: boolean;
  readonly isInTable: boolean;
}
const TOP: Place = { depth: 0, lists: 0, quotes: 0, isNested: false, isInTable: false };

function inside(place: Place, step: Partial<Place> = {}): Place {
  return { ...place, ...step, isNested: true, depth: place.depth + 1 };
}

/** A node as it may come: every field unknown. */
interface Raw {
  readonly type?: unknown;
  readonly attrs?: unknown;
  readonly content?: unknown;
  readonly text?: unknown;
  readonly marks?: unknown;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function children(raw: Raw): readonly Raw[] {
  return Array.isArray(raw.content) ? raw.content.filter(isObject) : [];
}

function attrsOf(raw: Raw): Readonly<Record<string, unknown>> {
  return isObject(raw.attrs) ? raw.attrs : {};
}

/** The whole chapter. Never throws. */
export function sanitize(value: unknown): DocJson {
  return { type: 'doc', content: isObject(value) ? blocks(children(value), TOP) : [] };
}

/** One block that stands for itself, or undefined when nothing of it can stay. */
export function sanitizeBlock(value: unknown): BlockJson | undefined {
  return isObject(value) ? blocks([value], TOP)[0] : undefined;
}

/**
 * One node of any kind by itself, checked as the kind of place it belongs to checks it; undefined
 * when nothing of it can stay, or only what is inside it.
 */
export function sanitizeNode(value: unknown): NodeJson | undefined {
  if (!isObject(value)) return undefined;
  const node = standIn(value);
  return node?.type === value.type ? node : undefined;
}

function standIn(raw: Raw): NodeJson | undefined {
  const place = inside(TOP);
  switch (raw.type) {
    case 'listItem':
      return items([raw], place, listItem)[0];
    case 'taskItem':
      return items([raw], place, taskItem)[0];
    case 'tableRow':
      return rows([raw], place)[0];
    case 'tableCell':
    case 'tableHeader':
      return tableCell(raw, place)[0];
    default:
      return blocks([raw], TOP)[0];
  }
}

const INLINE = new Set<unknown>(['text', 'hardBreak', 'fact', 'footnote']);

/** Blocks for a place that takes blocks; runs of inline content among them become paragraphs. */
function blocks(raws: readonly Raw[], place: Place): BlockJson[] {
  if (place.depth > DEEPEST) return blocks(flat(raws), { ...place, depth: DEEPEST });
  const kept: BlockJson[] = [];
  let run: Raw[] = [];
  const endRun = () => {
    const content = inline(run);
    if (content.length > 0) kept.push({ type: 'paragraph', attrs: { id: null }, content });
    run = [];
  };
  for (const raw of raws) {
    if (INLINE.has(raw.type)) {
      run.push(raw);
      continue;
    }
    endRun();
    for (const one of block(raw, place)) kept.push(one);
  }
  endRun();
  return kept;
}

/** Blocks that hold other blocks, or lead to such. */
const HOLDERS = new Set<unknown>([
  'bulletList',
  'orderedList',
  'taskList',
  'listItem',
  'taskItem',
  'blockquote',
  'callout',
  'table',
  'tableRow',
  'tableCell',
  'tableHeader',
]);

/** The texts in a tree of any depth without what holds them, in order. */
function flat(raws: readonly Raw[]): Raw[] {
  const kept: Raw[] = [];
  // Not by recursion: this is for what is too deep for it.
  const waiting = [...raws].reverse();
  for (let raw = waiting.pop(); raw !== undefined; raw = waiting.pop()) {
    if (HOLDERS.has(raw.type))
      for (const child of [...children(raw)].reverse()) waiting.push(child);
    else kept.push(raw);
  }
  return kept;
}

/** The block, or the blocks inside it where it may not stand itself. */
function block(raw: Raw, place: Place): readonly BlockJson[] {
  const attrs = attrsOf(raw);
  // Ids of blocks inside other blocks mean nothing, and would make equal texts differ.
  const id = place.isNested ? null : allowed.allowedId(attrs.id);
  switch (raw.type) {
    case 'paragraph':
      return [{ type: 'paragraph', attrs: { id }, content: inline(children(raw)) }];
    case 'heading': {
      const level = allowed.allowedLevel(attrs.level);
      return [{ type: 'heading', attrs: { id, level }, content: inline(children(raw)) }];
    }
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return list(raw, raw.type, place);
    case 'blockquote':
    case 'callout': {
      const content = blocks(children(raw), inside(place, { quotes: place.quotes + 1 }));
      if (place.quotes >= DEEPEST_QUOTE) return content;
      if (raw.type === 'blockquote') return [{ type: 'blockquote', attrs: { id }, content }];
      const kind = allowed.allowedCalloutKind(attrs.kind);
      return [{ type: 'callout', attrs: { id, kind }, content }];
    }
    case 'table':
      if (place.isInTable) return blocks(lifted(raw), inside(place));
      return [{ type: 'table', attrs: { id }, content: rows(children(raw), inside(place)) }];
    case 'image':
      return [
        {
          type: 'image',
          attrs: {
            id,
            src: allowed.allowedImageSource(attrs.src),
            alt: allowed.allowedAlt(attrs.alt),
            decorative: attrs.decorative === true,
            width: allowed.allowedWidth(attrs.width),
          },
          content: inline(children(raw)),
        },
      ];
    case 'codeBlock': {
      const language = allowed.allowedLanguage(attrs.language);
      return [{ type: 'codeBlock', attrs: { id, language }, content: code(children(raw)) }];
    }
    case 'horizontalRule':
      return [{ type: 'horizontalRule', attrs: { id } }];
    case 'listItem':
    case 'taskItem':
    case 'tableCell':
    case 'tableHeader':
      return blocks(children(raw), inside(place));
    case 'tableRow':
      return blocks(lifted(raw), inside(place));
    default:
      return [];
  }
}

/** The contents of a table's or a row's cells, without the table. */
function lifted(raw: Raw): readonly Raw[] {
  return children(raw).flatMap((child) => (child.type === 'tableRow' ? children(child) : [child]));
}

type ListType = 'bulletList' | 'orderedList' | 'taskList';

function list(raw: Raw, type: ListType, place: Place): readonly BlockJson[] {
  const attrs = attrsOf(raw);
  const id = place.isNested ? null : allowed.allowedId(attrs.id);
  const within = inside(place, { lists: place.lists + 1 });
  if (place.lists >= DEEPEST_LIST) return blocks(children(raw), within);
  if (type === 'taskList') {
    return [{ type, attrs: { id }, content: items(children(raw), within, taskItem) }];
  }
  const content = items(children(raw), within, listItem);
  if (type === 'bulletList') return [{ type, attrs: { id }, content }];
  return [{ type, attrs: { id, start: allowed.allowedStart(attrs.start) }, content }];
}

/** Items of the one kind the list takes; what is not an item is put into one. */
function items<Item>(
  raws: readonly Raw[],
  place: Place,
  make: (raw: Raw, content: BlockJson[]) => Item,
): Item[] {
  const kept: Item[] = [];
  for (const raw of raws) {
    if (raw.type === 'listItem' || raw.type === 'taskItem') {
      kept.push(make(raw, blocks(children(raw), inside(place))));
      continue;
    }
    const content = blocks([raw], inside(place));
    if (content.length > 0) kept.push(make({}, content));
  }
  return kept;
}

function listItem(raw: Raw, content: BlockJson[]): ListItemJson {
  return { type: 'listItem', attrs: { id: allowed.allowedId(attrsOf(raw).id) }, content };
}

function taskItem(raw: Raw, content: BlockJson[]): TaskItemJson {
  const attrs = attrsOf(raw);
  return {
    type: 'taskItem',
    attrs: { id: allowed.allowedId(attrs.id), checked: attrs.checked === true },
    content,
  };
}

function rows(raws: readonly Raw[], place: Place): TableRowJson[] {
  return raws
    .filter((raw) => raw.type === 'tableRow')
    .map((raw) => ({
      type: 'tableRow',
      attrs: { id: allowed.allowedId(attrsOf(raw).id) },
      content: children(raw).flatMap((cell) => tableCell(cell, inside(place))),
    }));
}

function tableCell(raw: Raw, place: Place): TableCellJson[] {
  if (raw.type !== 'tableCell' && raw.type !== 'tableHeader') return [];
  const attrs = attrsOf(raw);
  return [
    {
      type: raw.type,
      attrs: {
        colspan: allowed.allowedColspan(attrs.colspan),
        rowspan: allowed.allowedRowspan(attrs.rowspan),
        align: allowed.allowedAlign(attrs.align),
      },
      content: blocks(children(raw), inside(place, { isInTable: true })),
    },
  ];
}

/** Inline content with equal neighbours joined. */
function inline(raws: readonly Raw[]): InlineJson[] {
  const kept: InlineJson[] = [];
  for (const raw of raws) {
    if (raw.type === 'footnote') kept.push({ type: 'footnote', content: phrases(children(raw)) });
    else pushPhrase(kept, raw);
  }
  return kept;
}

function phrases(raws: readonly Raw[]): PhraseJson[] {
  const kept: PhraseJson[] = [];
  for (const raw of raws) pushPhrase(kept, raw);
  return kept;
}

function pushPhrase(kept: (PhraseJson | InlineJson)[], raw: Raw): void {
  if (raw.type === 'hardBreak') kept.push({ type: 'hardBreak' });
  if (raw.type === 'fact') {
    const name = allowed.allowedFactName(attrsOf(raw).name);
    if (name !== null) kept.push({ type: 'fact', attrs: { name } });
  }
  if (raw.type !== 'text' || typeof raw.text !== 'string') return;
  const text = allowed.printable(raw.text).replace(/\r\n|[\t\n\r]/g, ' ');
  if (text !== '') pushText(kept, { type: 'text', text, marks: marksOf(raw) });
}

/** A code block's text in one piece: line ends as line feeds, no marks, breaks as line feeds. */
function code(raws: readonly Raw[]): TextJson[] {
  const text = raws
    .map((raw) => {
      if (raw.type === 'hardBreak') return '\n';
      return raw.type === 'text' && typeof raw.text === 'string' ? raw.text : '';
    })
    .join('');
  const clean = allowed.printable(text).replace(/\r\n?/g, '\n');
  return clean === '' ? [] : [{ type: 'text', text: clean, marks: [] }];
}

function pushText(kept: (PhraseJson | InlineJson)[], next: TextJson): void {
  const last = kept.at(-1);
  if (last?.type === 'text' && sameMarks(last.marks, next.marks)) {
    kept[kept.length - 1] = { ...last, text: last.text + next.text };
  } else kept.push(next);
}

/** Whether two texts carry the same marks, both in the order of the schema. */
export function sameMarks(one: readonly MarkJson[], other: readonly MarkJson[]): boolean {
  return (
    one.length === other.length &&
    one.every((mark, at) => {
      const twin = other[at];
      if (twin === undefined || mark.type !== twin.type) return false;
      if (mark.type !== 'link' || twin.type !== 'link') return true;
      return mark.attrs.href === twin.attrs.href && mark.attrs.title === twin.attrs.title;
    })
  );
}

const PLAIN_MARKS = ['bold', 'italic', 'strike', 'code'] as const;

/** The marks of a text in the schema's order, each at most once. */
export function marksOf(raw: { readonly marks?: unknown }): MarkJson[] {
  if (!Array.isArray(raw.marks)) return [];
  const marks = raw.marks.filter(isObject);
  const kept: MarkJson[] = [];
  const link = marks.find((mark) => mark.type === 'link');
  if (link !== undefined) {
    const attrs = attrsOf(link);
    const href = allowed.allowedHref(attrs.href);
    if (href !== null) {
      kept.push({ type: 'link', attrs: { href, title: allowed.allowedTitle(attrs.title) } });
    }
  }
  for (const type of PLAIN_MARKS) {
    if (marks.some((mark) => mark.type === type)) kept.push({ type });
  }
  return kept;
}
