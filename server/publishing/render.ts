import type { Files } from '#server/files/files.ts';
import { AppError } from '#shared/errors.ts';
import { slugOf } from '#shared/slug.ts';
import type { Manifest } from './manifest.ts';
import { type PictureDarkroom, preparePictures } from './prepare-pictures.ts';
import type { Printer } from './printer.ts';
import { type ReadRevision, readTexts } from './read-texts.ts';
import type { ReportLine } from './report.ts';
import type { PdfEngine } from './typst-engine.ts';
import type { BookFile, TypesetBook } from './typst-messages.ts';
import { UnsettableBook } from './unsettable-book.ts';

export interface RenderDeps {
  readonly files: Pick<Files, 'get'>;
  readonly readRevision: ReadRevision;
  readonly printer: Printer;
  readonly engine: PdfEngine;
  readonly darkroom: PictureDarkroom;
}

/** A file, its name, and what there is to say of it. */
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

/**
 * `food-co-op-ghent-2027-03-01.pdf`: slugs and a day, safe on every system. An edition with a title of
 * its own begins with that instead, where Latin letters can write it.
 */
export function fileNameOf(manifest: Manifest): string {
  const { handbook, edition, textAt, format } = manifest;
  const day = new Date(textAt).toISOString().slice(0, 10);
  const name = edition.title === handbook.title ? '' : slugOf(edition.title);
  return `${name || handbook.slug}-${edition.slug}-${day}.${EXTENSION[format]}`;
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

/** How the typesetter's work turned out. */
function pagesReport({ pageCount, inaccessible }: TypesetBook, manifest: Manifest): ReportLine[] {
  const pages: ReportLine = { key: 'pages', values: { count: pageCount } };
  if (inaccessible === null) return [pages, { key: 'accessible', values: {} }];
  const { message: reason, chapter: at } = inaccessible;
  const chapter = at === null ? '' : (manifest.chapters[at]?.title ?? '');
  return [pages, { key: 'not-accessible', values: { reason, chapter } }];
}

/** The pictures as they are, by the name that the texts have for them. */
async function readPictures({ pictures }: Manifest, { files }: RenderDeps) {
  const read = new Map<string, Uint8Array>();
  for (const { src, hash } of pictures) {
    const bytes = await files.get(hash);
    if (bytes) read.set(src, bytes);
  }
  return read;
}

/** What the rendering of a format goes through besides the manifest. */
interface Rendering extends RenderDeps {
  readonly manifest: Manifest;
  readonly onStep: OnStep;
}

function typeset(files: readonly BookFile[], { engine, manifest }: Rendering) {
  return engine.typeset(files, Math.floor(manifest.textAt / 1000)).catch((error: unknown) => {
    throw unsettable(error, manifest);
  });
}

async function renderPdf(rendering: Rendering) {
  const { manifest, printer, darkroom, readRevision, onStep } = rendering;
  await onStep('pictures');
  const { named: printable, files, unreadable } = await preparePictures(manifest, darkroom);
  const source = { manifest, printable, pictures: new Map() };
  const arranged = await printer.arrange(source, readTexts(manifest, readRevision));
  if (arranged.kind !== 'book') throw new TypeError('A PDF is made of a book.');
  await onStep('typesetting');
  const book = await typeset([...arranged.files, ...files], rendering);
  const report = pagesReport(book, manifest);
  if (unreadable > 0) report.push({ key: 'pictures-unreadable', values: { count: unreadable } });
  return { bytes: book.pdf, report: [...report, ...arranged.report] };
}

/** Formats that are whole when they are arranged. */
async function renderFile({ manifest, onStep, ...deps }: Rendering) {
  const pictures = manifest.format === 'zip' ? await readPictures(manifest, deps) : new Map();
  await onStep('packing');
  const source = { manifest, printable: new Map(), pictures };
  const arranged = await deps.printer.arrange(source, readTexts(manifest, deps.readRevision));
  if (arranged.kind !== 'file') throw new TypeError('Only a PDF is made of a book.');
  return { bytes: arranged.bytes, report: arranged.report };
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
  const rendering = { ...deps, manifest, onStep };
  const rendered = await (manifest.format === 'pdf' ? renderPdf(rendering) : renderFile(rendering));
  return { fileName: fileNameOf(manifest), ...rendered };
}
