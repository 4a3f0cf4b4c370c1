/** Chapters of plain paragraphs: enough for most stories. */
import type * as Y from 'yjs';
import { type Block, blocksOf, plainText, readChapter } from '#shared/content/content.ts';
import type { BlockId } from '#shared/ids.ts';

/** A paragraph as a block. */
export function paragraph(id: string, text: string): Block {
  const content = text === '' ? [] : [{ type: 'text' as const, text, marks: [] }];
  return {
    id: id as BlockId,
    json: { type: 'paragraph', attrs: { id: id as BlockId }, content },
  } as unknown as Block;
}

/** A chapter's paragraphs as they read in a document. */
export function paragraphsOf(doc: Y.Doc): string[] {
  return blocksOf(readChapter(doc)).map(({ json }) => plainText(json));
}
