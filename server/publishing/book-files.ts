import { emblemSvg } from '#shared/emblem/emblem.ts';
import type { PrintBook } from './print-book.ts';
import { chapterPath } from './print-frame.ts';
import type { BookFile } from './typst-messages.ts';

const text = new TextEncoder();

/**
 * A book as the typesetter's files, without the pictures: one JSON a chapter, so that an edit sets
 * only its chapter again.
 */
export function bookFiles(book: PrintBook, slug: string): readonly BookFile[] {
  return [
    { path: '/frame.json', bytes: text.encode(JSON.stringify(book.frame)) },
    { path: '/emblem.svg', bytes: text.encode(emblemSvg(slug, { ground: 'none' })) },
    ...book.chapters.map((chapter, index) => ({
      path: chapterPath(index),
      bytes: text.encode(JSON.stringify(chapter)),
    })),
  ];
}
