import type {
  BlockJson,
  BulletListJson,
  ListItemJson,
  OrderedListJson,
  TaskItemJson,
  TaskListJson,
} from '../content/content.ts';
import { indented, type ListSign, type Printing, printBlocks } from './printing.ts';

type ListJson = BulletListJson | OrderedListJson | TaskListJson;
type EntryJson = ListItemJson | TaskItemJson;

const LARGEST_NUMBER = 999_999_999;

/** A list; without empty lines where each entry is one paragraph or a paragraph and such a list. */
export function printList(list: ListJson, printing: Printing, sign: ListSign): string {
  const entries = list.content.map((entry, at) => {
    const marker = markerOf(list, at, sign);
    const printed = printEntry(entry, printing, sign);
    return indented(printed, `${marker} `, ' '.repeat(marker.length + 1));
  });
  return entries.join(isTight(list) ? '\n' : '\n\n');
}

function markerOf(list: ListJson, at: number, sign: ListSign): string {
  if (list.type !== 'orderedList') return sign === 'usual' ? '-' : '*';
  const number = Math.min(list.attrs.start + at, LARGEST_NUMBER);
  return `${number}${sign === 'usual' ? '.' : ')'}`;
}

function printEntry(entry: EntryJson, printing: Printing, sign: ListSign): string {
  const box = entry.type === 'taskItem' ? `[${entry.attrs.checked ? 'x' : ' '}]` : '';
  const [first, second] = entry.content;
  const isAlone = second === undefined;
  if (first === undefined || (isAlone && isEmptyParagraph(first))) return box;
  // A list that an entry begins with has the other sign, lest `- - -` be a rule.
  const body =
    !isAlone && isShort(entry)
      ? `${printing.block(first, 'usual')}\n${printing.block(second, 'usual')}`
      : printBlocks(entry.content, printing, sign === 'usual' ? 'other' : 'usual');
  if (box === '') return body;
  return first.type === 'paragraph' ? `${box} ${body}` : `${box}\n\n${body}`;
}

function isEmptyParagraph(json: BlockJson): boolean {
  return json.type === 'paragraph' && json.content.length === 0;
}

function isTight(list: ListJson): boolean {
  return list.content.every(isShort);
}

/** One paragraph, alone or followed by a list that may stand directly below it. */
function isShort(entry: EntryJson): boolean {
  const [first, second] = entry.content;
  if (first?.type !== 'paragraph' || entry.content.length > 2) return false;
  return second === undefined || (!isEmptyParagraph(first) && mayStandBelow(second));
}

/** An empty entry would underline the paragraph; a number other than 1 would go on with it. */
function mayStandBelow(json: BlockJson): boolean {
  const isList =
    json.type === 'bulletList' || json.type === 'taskList' || json.type === 'orderedList';
  if (!isList || !isTight(json)) return false;
  if (json.type === 'orderedList' && json.attrs.start !== 1) return false;
  const begin = json.content[0]?.content[0];
  return begin !== undefined && (json.type === 'taskList' || !isEmptyParagraph(begin));
}
