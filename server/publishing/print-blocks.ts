import type { BlockJson, DocJson, HeadingJson } from '#shared/content/content.ts';
import { never } from '#shared/errors.ts';
import { headingLevels } from './heading-levels.ts';
import { blockPlace, type PrintContext, printed } from './print-context.ts';
import { inlineText, isBlank, printInline, printTitle } from './print-inline.ts';
import { printPicture } from './print-picture.ts';
import { printTable } from './print-table.ts';
import type { PrintBlock, PrintChapter, PrintInline } from './print-types.ts';

/** A heading on the page: what to print of it, where only the chapter's top level counts levels. */
type PrintHeading = (heading: HeadingJson) => readonly PrintBlock[];

function printBlock(
  block: BlockJson,
  context: PrintContext,
  printHeading: PrintHeading,
): readonly PrintBlock[] {
  const inner = (blocks: readonly BlockJson[]) => printInner(blocks, context);
  switch (block.type) {
    case 'paragraph': {
      const content = printInline(block.content, context);
      return isBlank(content) ? [] : [{ kind: 'paragraph', content }];
    }
    case 'heading':
      return printHeading(block);
    case 'bulletList':
      return [{ kind: 'list', items: block.content.map(({ content }) => inner(content)) }];
    case 'orderedList':
      return [
        {
          kind: 'numbers',
          start: block.attrs.start,
          items: block.content.map(({ content }) => inner(content)),
        },
      ];
    case 'taskList':
      return [
        {
          kind: 'tasks',
          checked: block.content.map(({ attrs }) => attrs.checked),
          items: block.content.map(({ content }) => inner(content)),
        },
      ];
    case 'blockquote':
      return [{ kind: 'quote', content: inner(block.content) }];
    case 'callout':
      return [{ kind: 'callout', tone: block.attrs.kind, content: inner(block.content) }];
    case 'table': {
      const table = printTable(block, inner);
      return table ? [table] : [];
    }
    case 'image':
      return printPicture(block, context);
    case 'codeBlock':
      return [
        {
          kind: 'code',
          text: printed(block.content.map(({ text }) => text).join(''), context),
        },
      ];
    case 'horizontalRule':
      return [{ kind: 'rule' }];
    default:
      return never(block);
  }
}

/** Blocks inside a list, quote, callout or cell. */
function printInner(blocks: readonly BlockJson[], context: PrintContext): readonly PrintBlock[] {
  const printHeading: PrintHeading = (heading) => {
    const content = printTitle(heading.content, context);
    return isBlank(content) ? [] : [{ kind: 'lead', content }];
  };
  return blocks.flatMap((block) => printBlock(block, context, printHeading));
}

/** The headings of a chapter's top level. */
function topHeadings(context: PrintContext): PrintHeading {
  const levelOf = headingLevels();
  return (heading) => {
    const content = printTitle(heading.content, context);
    if (inlineText(content) !== '') {
      return [{ kind: 'heading', level: levelOf(heading.attrs.level), content }];
    }
    context.note('headings-empty');
    const notes = content.filter(isNote);
    return notes.length > 0 ? [{ kind: 'paragraph', content: notes }] : [];
  };
}

function isNote({ kind }: PrintInline): boolean {
  return kind === 'note';
}

function sameWords(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What of a chapter comes from its text. */
export type PrintText = Pick<PrintChapter, 'titleNotes' | 'blocks'>;

/**
 * A chapter as it is printed below its title. A first heading that repeats the title is left out, and
 * its footnotes are the title's; levels have no jumps (noted when they had); empty headings go.
 */
export function printChapterText(doc: DocJson, title: string, context: PrintContext): PrintText {
  const [first] = doc.content;
  const line = first?.type === 'heading' ? printTitle(first.content, context) : [];
  const repeats = first?.type === 'heading' && sameWords(inlineText(line), title);
  noteLevels(repeats ? doc.content.slice(1) : doc.content, context);
  const printHeading = topHeadings(context);
  const placed = new Set<string>();
  const blocks = doc.content.flatMap((block) => {
    const shown = repeats && block === first ? [] : printBlock(block, context, printHeading);
    const place = block.attrs.id === null ? '' : blockPlace(context.chapterSlug, block.attrs.id);
    if (!context.places.has(place) || placed.has(place)) return shown;
    placed.add(place);
    // A block that prints nothing still is where a link leads.
    const [head = EMPTY, ...tail] = shown;
    return [{ ...head, place }, ...tail];
  });
  return { titleNotes: repeats ? line.filter(isNote) : [], blocks };
}

const EMPTY: PrintBlock = { kind: 'paragraph', content: [] };

/** Says once a heading when its level jumped as written; where the first one starts does not count. */
function noteLevels(blocks: readonly BlockJson[], context: PrintContext): void {
  let before: number | undefined;
  for (const block of blocks) {
    if (block.type !== 'heading') continue;
    if (before !== undefined && block.attrs.level > before + 1) context.note('headings-renumbered');
    before = block.attrs.level;
  }
}
