import type { StateBlock } from 'markdown-it';

/**
 * The table that Markdown's own cannot say: spans, several blocks in a cell, no row of headings. Each
 * tag stands alone on a line and cells hold Markdown indented by two, so that browsers of repositories
 * show it and nothing in a cell can be taken for a tag. Anything else is not a table but text.
 */
const INDENT = 2;
const CELL =
  /^<(td|th)(?: colspan="([1-9]\d{0,2})")?(?: rowspan="([1-9]\d{0,2})")?(?: align="(left|center|right)")?>$/;

interface Cell {
  readonly tag: 'td' | 'th';
  readonly attrs: { colspan: string; rowspan: string; align: string };
  readonly start: number;
  readonly end: number;
}
interface Found {
  readonly rows: readonly (readonly Cell[])[];
  readonly end: number;
}

/** The line's text when it stands at the table's own indentation, else undefined. */
function tagOn(state: StateBlock, line: number): string | undefined {
  if (state.isEmpty(line) || state.sCount[line] !== state.blkIndent) return undefined;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(start, state.eMarks[line]).trimEnd();
}

function isInCell(state: StateBlock, line: number): boolean {
  return state.isEmpty(line) || (state.sCount[line] ?? 0) >= state.blkIndent + INDENT;
}

function findCell(state: StateBlock, line: number, end: number): Cell | undefined {
  const match = CELL.exec(tagOn(state, line) ?? '');
  if (match === null) return undefined;
  let last = line + 1;
  while (last < end && isInCell(state, last)) last++;
  const tag = match[1] === 'th' ? 'th' : 'td';
  if (last >= end || tagOn(state, last) !== `</${tag}>`) return undefined;
  const attrs = { colspan: match[2] ?? '1', rowspan: match[3] ?? '1', align: match[4] ?? '' };
  return { tag, attrs, start: line + 1, end: last };
}

/** The whole table, or undefined when one line of it is not as it must be. */
function findTable(state: StateBlock, start: number, end: number): Found | undefined {
  const rows: Cell[][] = [];
  let line = start + 1;
  while (line < end && tagOn(state, line) === '<tr>') {
    const row: Cell[] = [];
    for (line++; line < end && tagOn(state, line) !== '</tr>'; ) {
      const cell = findCell(state, line, end);
      if (cell === undefined) return undefined;
      row.push(cell);
      line = cell.end + 1;
    }
    if (line >= end) return undefined;
    rows.push(row);
    line++;
  }
  return line < end && tagOn(state, line) === '</table>' ? { rows, end: line + 1 } : undefined;
}

function pushCell(state: StateBlock, cell: Cell): void {
  const open = state.push('html_cell_open', cell.tag, 1);
  open.attrs = Object.entries(cell.attrs);
  open.map = [cell.start - 1, cell.end + 1];
  const { blkIndent, lineMax, parentType } = state;
  state.blkIndent = blkIndent + INDENT;
  state.lineMax = cell.end;
  state.parentType = 'html_table';
  state.md.block.tokenize(state, cell.start, cell.end);
  state.blkIndent = blkIndent;
  state.lineMax = lineMax;
  state.parentType = parentType;
  state.push('html_cell_close', cell.tag, -1);
}

/** Reads a table written as tags; its parameters are markdown-it's. */
export function htmlTableRule(
  state: StateBlock,
  start: number,
  end: number,
  silent: boolean,
): boolean {
  if (tagOn(state, start) !== '<table>') return false;
  const found = findTable(state, start, end);
  if (found === undefined) return false;
  if (silent) return true;
  state.push('html_table_open', 'table', 1).map = [start, found.end];
  for (const row of found.rows) {
    state.push('html_row_open', 'tr', 1);
    for (const cell of row) pushCell(state, cell);
    state.push('html_row_close', 'tr', -1);
  }
  state.push('html_table_close', 'table', -1);
  state.line = found.end;
  return true;
}
