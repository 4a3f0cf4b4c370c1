import { never } from '#shared/errors.ts';
import type { PrintBlock, PrintInline } from './print-types.ts';

/**
 * Whether there is anything in it that may stand only once in a book: a footnote, which would be counted
 * again, or a link, which PDF/UA refuses in what is repeated on a page.
 */
export function standsOnce(blocks: readonly PrintBlock[]): boolean {
  return blocks.some((block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
      case 'lead':
        return block.content.some(isOnce);
      case 'picture':
        return block.caption.some(isOnce);
      case 'list':
      case 'numbers':
      case 'tasks':
        return block.items.some(standsOnce);
      case 'quote':
      case 'callout':
        return standsOnce(block.content);
      case 'table':
        return block.cells.some(({ content }) => standsOnce(content));
      case 'code':
      case 'rule':
        return false;
      default:
        return never(block);
    }
  });
}

function isOnce(inline: PrintInline): boolean {
  return (
    inline.kind === 'note' || (inline.kind === 'text' && ('url' in inline || 'place' in inline))
  );
}
