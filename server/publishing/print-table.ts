import type { BlockJson, TableJson } from '#shared/content/content.ts';
import { plainText } from '#shared/content/content.ts';
import type { PrintBlock, PrintTable } from './print-types.ts';
import { standsOnce } from './stands-once.ts';
import { type GridCell, tableGrid } from './table-grid.ts';

type PrintBlocks = (blocks: readonly BlockJson[]) => readonly PrintBlock[];

/**
 * Columns as wide as their words ask for, softened: a column of numbers stays narrow, one of
 * sentences does not push the others off the page.
 */
function columnWeights(cells: readonly GridCell[], width: number): number[] {
  return Array.from({ length: width }, (_, x) => {
    const lengths = cells
      .filter((placed) => placed.x === x && placed.colspan === 1)
      .map(({ cell }) => cell.content.reduce((sum, block) => sum + plainText(block).length, 0));
    const longest = Math.max(0, ...lengths);
    return Math.round(Math.min(9, Math.max(2.2, Math.sqrt(longest))) * 10) / 10;
  });
}

/** Undefined when the table has no cell at all. */
export function printTable(table: TableJson, printBlocks: PrintBlocks): PrintTable | undefined {
  const grid = tableGrid(table.content);
  if (grid.width === 0) return undefined;
  const cells = grid.cells.map(({ cell, ...place }) => ({
    ...place,
    align: cell.attrs.align,
    isHeader: cell.type === 'tableHeader',
    content: printBlocks(cell.content),
  }));
  const head = cells.filter(({ y }) => y < grid.headRows);
  return {
    kind: 'table',
    columns: columnWeights(grid.cells, grid.width),
    headRows: grid.headRows,
    repeatsHead: !head.some(({ content }) => standsOnce(content)),
    cells,
  };
}
