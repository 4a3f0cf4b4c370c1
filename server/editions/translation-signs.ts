/** What a translation leaves as it is, and what can be told from that. */
import type { BlockJson } from '#shared/content/content.ts';
import { plainText } from '#shared/content/content.ts';

interface Tree {
  readonly type: string;
  readonly attrs?: object;
  readonly marks?: readonly Tree[];
  readonly content?: readonly Tree[];
}

/** Signs of the content: facts, links, pictures, code, numbers of two digits and more. */
function signsOf(json: BlockJson): Set<string> {
  const signs = new Set(plainText(json).match(/\d[\d.,]*\d/g) ?? []);
  const walk = (node: Tree) => {
    const { attrs } = node;
    if (attrs !== undefined && 'name' in attrs) signs.add(`fact ${String(attrs.name)}`);
    if (attrs !== undefined && 'href' in attrs) signs.add(`link ${String(attrs.href)}`);
    if (attrs !== undefined && 'src' in attrs) signs.add(`picture ${String(attrs.src)}`);
    node.marks?.forEach(walk);
    node.content?.forEach(walk);
  };
  walk(json);
  return signs;
}

/** The build of a block: a list's entries, a table's rows and columns, a heading's level. */
function shapeOf(json: BlockJson): string {
  switch (json.type) {
    case 'heading':
      return `heading ${json.attrs.level}`;
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return `${json.type} ${json.content.length}`;
    case 'table':
      return `table ${json.content.map((row) => row.content.length).join(' ')}`;
    default:
      return json.type;
  }
}

/** Shapes of which a section rarely has two alike. */
const TELLING = new Set(['bulletList', 'orderedList', 'taskList', 'table', 'image', 'codeBlock']);

/** How sure it is that one block translates the other; 0 when it is not. */
export function likeness(one: BlockJson, other: BlockJson): number {
  if (one.type !== other.type) return 0;
  // A section has one heading, and only sections that go together are compared.
  if (one.type === 'heading') return shapeOf(one) === shapeOf(other) ? 1 : 0;
  const ours = signsOf(one);
  const theirs = signsOf(other);
  const common = [...ours].filter((sign) => theirs.has(sign)).length;
  const most = Math.max(ours.size, theirs.size);
  if (most > 0) return common / most >= 0.5 ? 1 + common / most : 0;
  return TELLING.has(one.type) && shapeOf(one) === shapeOf(other) ? 1 : 0;
}

/** Indexes of the blocks in a section, its heading first. */
type Section = readonly number[];

function sectionsOf(blocks: readonly BlockJson[]): Section[] {
  const sections: number[][] = [[]];
  blocks.forEach((json, at) => {
    if (json.type === 'heading') sections.push([]);
    sections.at(-1)?.push(at);
  });
  return sections;
}

/**
 * Sections that go together: all of them in order where both texts have the same headings by level;
 * else those that come before the first and after the last difference.
 */
export function nearestSections(
  one: readonly BlockJson[],
  other: readonly BlockJson[],
): (readonly [Section, Section])[] {
  const ours = sectionsOf(one);
  const theirs = sectionsOf(other);
  const shape = (blocks: readonly BlockJson[], section: Section | undefined) => {
    const first = blocks[section?.[0] ?? -1];
    return first === undefined ? 'nothing' : first.type === 'heading' ? shapeOf(first) : 'text';
  };
  const isSame = (a: Section | undefined, b: Section | undefined) =>
    shape(one, a) === shape(other, b);
  const isWhole = ours.length === theirs.length && ours.every((a, at) => isSame(a, theirs[at]));
  const shorter = Math.min(ours.length, theirs.length);
  let head = 0;
  while (head < shorter && isSame(ours[head], theirs[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(ours.at(-1 - tail), theirs.at(-1 - tail))) tail++;
  // The sections beside a difference could as well be the ones that were added: they stay unsure.
  const sureHead = isWhole ? ours.length : Math.max(0, head - 1);
  const sureTail = isWhole ? 0 : Math.max(0, tail - 1);
  const pairs: (readonly [Section, Section])[] = [];
  for (let at = 0; at < sureHead; at++) pairs.push([ours[at] ?? [], theirs[at] ?? []]);
  for (let at = sureTail; at > 0; at--) pairs.push([ours.at(-at) ?? [], theirs.at(-at) ?? []]);
  return pairs;
}
