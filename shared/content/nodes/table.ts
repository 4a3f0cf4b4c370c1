import { mergeAttributes } from '@tiptap/core';
import {
  Table as TiptapTable,
  TableCell as TiptapTableCell,
  TableHeader as TiptapTableHeader,
  TableRow as TiptapTableRow,
} from '@tiptap/extension-table';
import { allowedAlign, allowedColspan, allowedRowspan } from '../allowed.ts';

/**
 * What an editor reckons with before anything is drawn: a table as wide as a program says would take
 * all its memory. The editors' binding drops the cell for which this throws.
 */
function refuseUnless(allowed: (value: unknown) => number) {
  return (value: unknown) => {
    if (allowed(value) !== value) throw new RangeError('A cell spans more than a table can have.');
  };
}

/** Cells keep no column widths: outputs set tables to their own measure. */
function cellAttributes() {
  return {
    colspan: {
      default: 1,
      validate: refuseUnless(allowedColspan),
      parseHTML: (element: HTMLElement) => allowedColspan(Number(element.getAttribute('colspan'))),
      renderHTML: ({ colspan }: Record<string, unknown>) =>
        colspan === 1 ? {} : { colspan: String(allowedColspan(colspan)) },
    },
    rowspan: {
      default: 1,
      validate: refuseUnless(allowedRowspan),
      parseHTML: (element: HTMLElement) => allowedRowspan(Number(element.getAttribute('rowspan'))),
      renderHTML: ({ rowspan }: Record<string, unknown>) =>
        rowspan === 1 ? {} : { rowspan: String(allowedRowspan(rowspan)) },
    },
    align: {
      default: null,
      parseHTML: (element: HTMLElement) =>
        allowedAlign(element.style.textAlign || element.getAttribute('align')),
      renderHTML: ({ align }: Record<string, unknown>) => {
        const allowed = allowedAlign(align);
        return allowed === null ? {} : { style: `text-align: ${allowed}` };
      },
    },
  };
}

export const Table = TiptapTable.extend({
  content: 'tableRow*',
  renderHTML({ HTMLAttributes }) {
    return ['table', mergeAttributes(HTMLAttributes), ['tbody', 0]];
  },
}).configure({ resizable: false });

export const TableRow = TiptapTableRow;

export const TableCell = TiptapTableCell.extend({
  content: 'block*',
  addAttributes: cellAttributes,
});

export const TableHeader = TiptapTableHeader.extend({
  content: 'block*',
  addAttributes: cellAttributes,
});
