import type { TableCellJson, TableRowJson } from '#shared/content/content.ts';

export interface GridCell {
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly cell: TableCellJson;
}

export interface Grid {
  readonly width: number;
  readonly height: number;
  /** How many rows from the top consist of header cells only. */
  readonly headRows: number;
  readonly cells: readonly GridCell[];
}

const WIDEST = 60;

/**
 * Puts a table's cells on a grid without overlap: a typesetter refuses spans that collide or leave
 * the table, which concurrent edits can produce. Spans are cut to what is free.
 */
export function tableGrid(rows: readonly TableRowJson[]): Grid {
  const headRows = leadingHeaderRows(rows);
  const taken = new Set<string>();
  const cells: GridCell[] = [];
  rows.forEach((row, y) => {
    const lastRow = y < headRows ? headRows : rows.length;
    let x = 0;
    for (const cell of row.content) {
      while (taken.has(`${x},${y}`)) x += 1;
      if (x >= WIDEST) break;
      let colspan = 1;
      while (
        colspan < cell.attrs.colspan &&
        x + colspan < WIDEST &&
        !taken.has(`${x + colspan},${y}`)
      )
        colspan += 1;
      const rowspan = Math.min(cell.attrs.rowspan, lastRow - y);
      for (let down = 0; down < rowspan; down++)
        for (let right = 0; right < colspan; right++) taken.add(`${x + right},${y + down}`);
      cells.push({ x, y, colspan, rowspan, cell });
      x += colspan;
    }
  });
  const width = Math.max(0, ...cells.map(({ x, colspan }) => x + colspan));
  return { width, height: rows.length, headRows, cells };
}

function leadingHeaderRows(rows: readonly TableRowJson[]): number {
  const isHeader = (row: TableRowJson) =>
    row.content.length > 0 && row.content.every(({ type }) => type === 'tableHeader');
  const first = rows.findIndex((row) => !isHeader(row));
  // A table of nothing but heads would repeat itself for ever.
  return first === -1 ? 0 : first;
}
