import type { Files } from '#server/files/files.ts';
import { AppError, never } from '#shared/errors.ts';
import type { EditionId } from '#shared/ids.ts';
import { bookFiles } from './book-files.ts';
import { bookCoverage } from './fonts.ts';
import type { Manifest } from './manifest.ts';
import { printEdition } from './markdown-edition.ts';
import { type ReadRevision, readTexts } from './pin-manifest.ts';
import { type PictureDarkroom, preparePictures } from './prepare-pictures.ts';
import { factLines, printBook } from './print-book.ts';
import type { ReportLine } from './report.ts';
import { type PdfEngine, UnsettableBook } from './typst-engine.ts';
import { type ArchiveFiles, zipFiles } from './zip-files.ts';

/** An edition as a folder of files that imports back to the same text with the same ids. */
export type EditionFiles = (editionId: EditionId, manifest: Manifest) => Promise<ArchiveFiles>;

export interface RenderDeps {
  readonly files: Pick<Files, 'get'>;
  readonly readRevision: ReadRevision;
  readonly editionFiles: EditionFiles;
  readonly engine: PdfEngine;
  readonly darkroom: PictureDarkroom;
}

export interface Rendered {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly report: readonly ReportLine[];
}

/** Steps as message keys, with how far the export is when each begins. */
export const STEPS = {
  waiting: 0,
  gathering: 0.05,
  arranging: 0.15,
  pictures: 0.25,
  typesetting: 0.4,
  packing: 0.5,
  keeping: 0.95,
  done: 1,
} as const;
export type Step = keyof typeof STEPS;
export type OnStep = (step: Step) => Promise<void>;

const EXTENSION = { pdf: 'pdf', markdown: 'md', zip: 'zip' } as const;

/** `food-co-op-ghent-2027-03-01.pdf`: slugs and a day, safe on every system. */
export function fileNameOf(manifest: Manifest): string {
  const { handbook, edition, textAt, format } = manifest;
  const day = new Date(textAt).toISOString().slice(0, 10);
  return `${handbook.slug}-${edition.slug}-${day}.${EXTENSION[format]}`;
}

/** Whose fault it is, in the user's words. */
function unsettable(error: unknown, manifest: Manifest): unknown {
  if (!(error instanceof UnsettableBook)) return error;
  const { chapter, message } = error.fault;
  const title = chapter === null ? undefined : manifest.chapters[chapter]?.title;
  const where = title === undefined ? 'This edition' : `The chapter “${title}”`;
  const sentence = `${where} could not be typeset: ${message}. Export as Markdown meanwhile.`;
  return new AppError('invalid', sentence, { cause: error });
}

async function renderPdf(manifest: Manifest, deps: RenderDeps, onStep: OnStep) {
  const texts = await readTexts(manifest, deps.readRevision);
  await onStep('pictures');
  const pictures = await preparePictures(manifest, deps.darkroom);
  const book = printBook({ manifest, texts, pictures: pictures.named, coverage: bookCoverage() });
  await onStep('typesetting');
  const files = bookFiles(book, manifest.edition.slug, pictures.files);
  const set = await deps.engine
    .typeset(files, Math.floor(manifest.textAt / 1000))
    .catch((error: unknown) => {
      throw unsettable(error, manifest);
    });
  const fault = set.inaccessible;
  const chapter =
    fault === null || fault.chapter === null ? '' : (manifest.chapters[fault.chapter]?.title ?? '');
  const report: ReportLine[] = [
    { key: 'pages', values: { count: set.pageCount } },
    fault === null
      ? { key: 'accessible', values: {} }
      : { key: 'not-accessible', values: { reason: fault.message, chapter } },
    ...(pictures.unreadable > 0
      ? [{ key: 'pictures-unreadable', values: { count: pictures.unreadable } } as const]
      : []),
    ...book.report,
  ];
  return { bytes: set.pdf, report };
}

async function renderMarkdown(manifest: Manifest, deps: RenderDeps) {
  const { markdown, pictureCount } = printEdition(
    manifest,
    await readTexts(manifest, deps.readRevision),
  );
  const report: ReportLine[] = factLines(manifest);
  if (pictureCount > 0) report.push({ key: 'pictures-outside', values: { count: pictureCount } });
  return { bytes: new TextEncoder().encode(markdown), report };
}

async function renderZip(manifest: Manifest, deps: RenderDeps, onStep: OnStep) {
  const files = await deps.editionFiles(manifest.edition.id, manifest);
  await onStep('packing');
  const report: ReportLine[] = [
    { key: 'files', values: { count: files.size } },
    ...factLines(manifest),
  ];
  return { bytes: await zipFiles(files), report };
}

/**
 * A manifest's file. The same manifest gives the same bytes: nothing is read but revisions and
 * pictures that it names. Rejects with an AppError that says what to do about it.
 */
export async function render(
  manifest: Manifest,
  deps: RenderDeps,
  onStep: OnStep,
): Promise<Rendered> {
  await onStep('arranging');
  const fileName = fileNameOf(manifest);
  switch (manifest.format) {
    case 'pdf':
      return { fileName, ...(await renderPdf(manifest, deps, onStep)) };
    case 'markdown':
      return { fileName, ...(await renderMarkdown(manifest, deps)) };
    case 'zip':
      return { fileName, ...(await renderZip(manifest, deps, onStep)) };
    default:
      return never(manifest.format);
  }
}
