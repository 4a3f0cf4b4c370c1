import type {
  BlockJson,
  CalloutJson,
  CodeBlockJson,
  HeadingJson,
  ImageJson,
  InlineJson,
  ParagraphJson,
} from '../content/content.ts';
import { never } from '../errors.ts';
import { entity } from './escape.ts';
import { printPictureAttributes } from './picture-attributes.ts';
import { printInline, printTarget } from './print-inline.ts';
import { printList } from './print-list.ts';
import { printTable } from './print-table.ts';
import { indented, type ListSign, type Printing, printBlocks } from './printing.ts';
import { EMPTY_PARAGRAPH } from './rules/empty-paragraph-rule.ts';
import { isSame, verified } from './verify.ts';

/** One block, read back and found to say the same. */
export function printBlock(json: BlockJson, sign: ListSign, printing: Printing): string {
  switch (json.type) {
    case 'paragraph':
      return printParagraph(numbered(json, printing));
    case 'heading':
      return printHeading(numbered(json, printing));
    case 'image':
      return printPicture(numbered(json, printing));
    case 'codeBlock':
      return printCodeBlock(json);
    case 'horizontalRule':
      return '___';
    case 'blockquote':
      return indented(printBlocks(json.content, printing), '> ', '> ');
    case 'callout':
      return printCallout(json, printing);
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return printList(json, printing, sign);
    case 'table':
      return printTable(json, printing);
    default:
      return never(json);
  }
}

function numbered<Json extends { readonly content: readonly InlineJson[] }>(
  json: Json,
  printing: Printing,
): Json {
  return { ...json, content: printing.numbered(json.content) };
}

function printParagraph(json: ParagraphJson): string {
  if (json.content.length === 0) return EMPTY_PARAGRAPH;
  return verified(json, (level) => printInline(json.content, { level, lines: 'many' }));
}

function printHeading(json: HeadingJson): string {
  const signs = '#'.repeat(json.attrs.level);
  if (json.content.length === 0) return signs;
  return verified(json, (level) => {
    const printed = printInline(json.content, { level, lines: 'one' });
    return `${signs} ${printed.replace(/(?<!\\)#$/, '\\#')}`;
  });
}

/** The text below its kind at once where that says the same, as most people write it. */
function printCallout(json: CalloutJson, printing: Printing): string {
  const kind = `[!${json.attrs.kind.toUpperCase()}]`;
  const printed = printBlocks(json.content, printing);
  const apart = indented(`${kind}\n\n${printed}`, '> ', '> ');
  if (json.content[0]?.type !== 'paragraph') return apart;
  const joined = indented(`${kind}\n${printed}`, '> ', '> ');
  return isSame(joined, apart) ? joined : apart;
}

/** The picture's line, and its caption on the lines below. */
function printPicture(json: ImageJson): string {
  return verified(json, (level) => {
    const alt = printInline(altText(json.attrs.alt), { level, lines: 'one' }).slice(1, -4);
    const picture = `![${alt}](${printTarget(json.attrs.src ?? '')})`;
    const caption = printInline(json.content, { level, lines: 'many' });
    const attributes = printPictureAttributes(json.attrs);
    return `${picture}${attributes}${caption === '' ? '' : `\n${caption}`}`;
  });
}

/** Alternative text is written as the text of a link to `#` would be. */
function altText(alt: string): InlineJson[] {
  const inLink = { type: 'link', attrs: { href: '#', title: null } } as const;
  return alt === '' ? [] : [{ type: 'text', text: alt, marks: [inLink] }];
}

function printCodeBlock(json: CodeBlockJson): string {
  const code = json.content.map((part) => part.text).join('');
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const language = (json.attrs.language ?? '').replace(/[\\&]/g, entity);
  return code === '' ? `${fence}${language}\n${fence}` : `${fence}${language}\n${code}\n${fence}`;
}
