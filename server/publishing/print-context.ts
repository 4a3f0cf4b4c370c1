import type { Coverage } from './font-coverage.ts';
import type { ManifestFact } from './manifest.ts';
import { printText } from './print-text.ts';
import type { Note } from './report.ts';

/** A picture of the book that the typesetter can read, by the name that the texts have for it. */
export interface PrintPicture {
  /** Path in the typesetter's workspace. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** The file's name as it was uploaded: the last resort for its description. */
  readonly name: string;
}

/** Where and with what a chapter is printed. */
export interface PrintContext {
  readonly chapterSlug: string;
  readonly facts: ReadonlyMap<string, ManifestFact>;
  readonly pictures: ReadonlyMap<string, PrintPicture>;
  /** Labels in the book that can be linked to. */
  readonly places: ReadonlySet<string>;
  readonly language: string;
  readonly coverage: Coverage;
  readonly note: Note;
}

/** Text as the book can print it. */
export function printed(text: string, { coverage, note }: PrintContext): string {
  return printText(text, coverage, note);
}

/** The label of a chapter's title. */
export function chapterPlace(slug: string): string {
  return `chapter ${slug}`;
}

/** The label of a block. */
export function blockPlace(slug: string, blockId: string): string {
  return `block ${slug} ${blockId}`;
}
