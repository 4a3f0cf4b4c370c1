import type { Alignment, BlockJson, TableCellJson, TableJson } from '../content/content.ts';
import type { Level } from './escape.ts';
import { printInline } from './print-inline.ts';
import { indented, type Printing, printBlocks } from './printing.ts';
import { verified } from './verify.ts';

/** GitHub's table where it fits, else the one of tags that html-table-rule.ts reads. */
export function printTable(table: TableJson, printing: Printing): string {
  return fitsPipes(table) ? printPipes(table, printing) : printTags(table, printing);
}

/** A row of headings, then rows of plain cells, all of one length and aligned by column. */
function fitsPipes(table: TableJson): boolean {
  const [head] = table.content;
  if (head === undefined) return false;
  return table.content.every(
    (row, at) =>
      row.content.length === head.content.length &&
      row.content.every(
        (cell, column) =>
          cell.type === (at === 0 ? 'tableHeader' : 'tableCell') &&
          cell.attrs.align === head.content[column]?.attrs.align &&
          cell.attrs.colspan === 1 &&
          cell.attrs.rowspan === 1 &&
          cell.content.length === 1 &&
          cell.content[0]?.type === 'paragraph',
      ),
  );
}

const RULES: Readonly<Record<Alignment, string>> = { left: ':--', center: ':-:', right: '--:' };

function printPipes(table: TableJson, printing: Printing): string {
  const lines = table.content.map((row) =>
    line(row.content.map((cell) => printCell(cell, printing))),
  );
  const aligns = table.content[0]?.content.map(({ attrs: { align } }) =>
    align === null ? '---' : RULES[align],
  );
  lines.splice(1, 0, line(aligns ?? []));
  return lines.join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A cell's text, read back in a table of its own. */
function printCell(cell: TableCellJson, printing: Printing): string {
  const content = cell.content.map((json) =>
    json.type === 'paragraph' ? { ...json, content: printing.numbered(json.content) } : json,
  );
  const print = (level: Level) => `${line([inCell(content[0], level)])}\n${line(['---'])}`;
  const printed = verified(alone({ ...cell, content }), print);
  return printed.slice(2, printed.indexOf('\n') - 2);
}

function alone(cell: TableCellJson): TableJson {
  const attrs = { ...cell.attrs, align: null };
  const row = { type: 'tableRow', attrs: { id: null } } as const;
  const content = [{ ...row, content: [{ ...cell, type: 'tableHeader', attrs } as const] }];
  return { type: 'table', attrs: { id: null }, content };
}

function inCell(json: BlockJson | undefined, level: Level): string {
  if (json?.type !== 'paragraph') return '';
  // The row is split at its pipes before anything else is read, in code as well.
  return printInline(json.content, { level, lines: 'one' }).replace(/\|/g, '\\|');
}

function printTags(table: TableJson, printing: Printing): string {
  const rows = table.content.map((row) => {
    const cells = row.content.map((cell) => printTagged(cell, printing));
    return ['<tr>', ...cells, '</tr>'].join('\n');
  });
  return ['<table>', ...rows, '</table>'].join('\n');
}

function printTagged({ type, attrs, content }: TableCellJson, printing: Printing): string {
  const tag = type === 'tableHeader' ? 'th' : 'td';
  const colspan = attrs.colspan === 1 ? '' : ` colspan="${attrs.colspan}"`;
  const rowspan = attrs.rowspan === 1 ? '' : ` rowspan="${attrs.rowspan}"`;
  const align = attrs.align === null ? '' : ` align="${attrs.align}"`;
  const isEmpty = content.every((json) => json.type === 'paragraph' && json.content.length === 0);
  const inside =
    isEmpty && content.length === 1
      ? ''
      : `\n${indented(printBlocks(content, printing), '  ', '  ')}\n\n`;
  return `<${tag}${colspan}${rowspan}${align}>\n${inside}</${tag}>`;
}
