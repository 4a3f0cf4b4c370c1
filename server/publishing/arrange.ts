import { editionFiles } from '#server/editions/editions.ts';
import { docOf } from '#shared/content/content.ts';
import { never } from '#shared/errors.ts';
import type { ChapterId } from '#shared/ids.ts';
import { bookFiles } from './book-files.ts';
import { bookCoverage } from './fonts.ts';
import type { Manifest } from './manifest.ts';
import { printEdition } from './markdown-edition.ts';
import { factLines, printBook } from './print-book.ts';
import type { PrintPicture } from './print-context.ts';
import type { RevisionText } from './read-texts.ts';
import type { ReportLine } from './report.ts';
import type { BookFile } from './typst-messages.ts';
import { zipFiles } from './zip-files.ts';

/** What a manifest names, read. */
export interface ArrangeSource {
  readonly manifest: Manifest;
  readonly texts: readonly RevisionText[];
  /** For a book: what the typesetter can read, by the name that the texts have for it. */
  readonly printable: ReadonlyMap<string, PrintPicture>;
  /** For a zip: the pictures themselves, by the same name. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** A whole file, or what the typesetter makes one of (its pictures aside), and what is to be said. */
export type Arranged =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly report: readonly ReportLine[] }
  | {
      readonly kind: 'book';
      readonly files: readonly BookFile[];
      readonly report: readonly ReportLine[];
    };

/**
 * Pure: the same source gives the same bytes. Takes a second and more of a large book, so call it
 * where nobody waits for the thread (printer.ts).
 */
export function arrange(source: ArrangeSource): Arranged {
  const { format } = source.manifest;
  switch (format) {
    case 'pdf':
      return arrangeBook(source);
    case 'markdown':
      return arrangeMarkdown(source);
    case 'zip':
      return arrangeZip(source);
    default:
      return never(format);
  }
}

function textsById({ texts }: ArrangeSource) {
  return new Map(texts.map(({ id, blocks }) => [id, docOf(blocks)]));
}

function arrangeBook(source: ArrangeSource): Arranged {
  const { manifest, printable } = source;
  const coverage = bookCoverage();
  const book = printBook({ manifest, texts: textsById(source), pictures: printable, coverage });
  return { kind: 'book', files: bookFiles(book, manifest.edition.slug), report: book.report };
}

function arrangeMarkdown(source: ArrangeSource): Arranged {
  const { markdown, pictureCount } = printEdition(source.manifest, textsById(source));
  const report: ReportLine[] = factLines(source.manifest);
  if (pictureCount > 0) report.push({ key: 'pictures-outside', values: { count: pictureCount } });
  return { kind: 'file', bytes: new TextEncoder().encode(markdown), report };
}

function arrangeZip({ manifest, texts, pictures }: ArrangeSource): Arranged {
  const { folder } = manifest;
  if (folder === null) throw new TypeError('The manifest of a zip names no folder.');
  const key = (id: ChapterId, revision: number) => `${id} ${revision}`;
  const read = new Map(texts.map(({ id, revision, blocks }) => [key(id, revision), blocks]));
  const files = editionFiles(folder, {
    blocksOf: ({ id, revision }) => read.get(key(id, revision)) ?? [],
    pictures,
  });
  const counted: ReportLine = { key: 'files', values: { count: files.size } };
  return { kind: 'file', bytes: zipFiles(files), report: [counted, ...factLines(manifest)] };
}
