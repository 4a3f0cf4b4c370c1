import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import { type Page, type Paging, pageOf } from '#server/http/http.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { notFound } from '#server/lib/refusals.ts';
import { isSameSecret } from '#server/lib/same-secret.ts';
import { exportRow } from '#shared/api/exports.ts';
import { AppError } from '#shared/errors.ts';
import type { ChapterId, EditionId, ExportId, RandomBytes } from '#shared/ids.ts';
import { type AskedExport, askForExport } from './ask-for-export.ts';
import { createExportJobs } from './export-jobs.ts';
import { type ExportRecord, findExport, listExports, withdrawLink } from './export-store.ts';
import type { Manifest } from './manifest.ts';
import { type ExportFormat, pinManifest } from './pin-manifest.ts';
import { findEdition, readChapters, readEdition } from './pin-store.ts';
import { createDarkroom } from './prepare-pictures.ts';
import { createPrinter } from './printer.ts';
import type { ReadRevision } from './read-texts.ts';
import { type Rendered, render } from './render.ts';
import { createTypstEngine, type PdfEngine } from './typst-engine.ts';

/** What exports are made from and with. */
export interface PublishingDeps {
  readonly db: Kysely<Schema>;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /**
   * Settles the chapters' rooms and keeps a revision of each whose text has changed since its newest
   * one, so that an export is of what people see now.
   */
  readonly keepRevisions: (chapterIds: readonly ChapterId[]) => Promise<void>;
  readonly readRevision: ReadRevision;
  /** Typst in a process of its own unless given. */
  readonly engine?: PdfEngine;
}

/** Exports of editions, as asked for by people and by the command line. */
export interface Publishing {
  /** Asks for an export; the same one again when it waits already. */
  start(asked: AskedExport): Promise<ExportRecord>;
  /** Newest first. */
  list(
    editionId: EditionId,
    paging: Paging,
  ): Promise<Page<ExportRecord & { readonly requesterName: string | null }>>;
  /** Undefined when it is unknown, or its edition or handbook is deleted. */
  find(id: ExportId): Promise<ExportRecord | undefined>;
  /**
   * The finished export that this key opens. Throws one and the same `not-found` for an unknown one,
   * a wrong or withdrawn key, and one that is not finished.
   */
  opened(id: ExportId, key: string): Promise<ExportRecord>;
  /** After it no key opens the export; its members still may. */
  withdraw(id: ExportId): Promise<void>;
  /** Where a finished export's file lies. */
  pathOf(file: ExportRecord['file_hash'] & string): string;
  /** An edition, by slugs or ids, as a file at once: for the command line. */
  exportEdition(wanted: {
    readonly handbook: string;
    readonly edition: string;
    readonly format: ExportFormat;
  }): Promise<Rendered>;
  /** Takes up exports that an earlier process left unfinished. */
  resume(): Promise<void>;
  /** Resolves when no export waits or runs. */
  idle(): Promise<void>;
  /** Ends the printer and the typesetter at once; what was being made is made after the next start. */
  close(): Promise<void>;
}

/** Opens the feature; nothing is made before `resume` or the first `start`. */
export function createPublishing(deps: PublishingDeps): Publishing {
  const { db, files, readRevision } = deps;
  const engine = deps.engine ?? createTypstEngine();
  const darkroom = createDarkroom(files);
  const printer = createPrinter();
  const renderDeps = { ...deps, engine, darkroom, printer };

  async function pin(editionId: EditionId, format: ExportFormat): Promise<Manifest> {
    const chapters = await readChapters(db, editionId);
    await deps.keepRevisions(chapters.map(({ id }) => id));
    return pinManifest({ db, readRevision }, editionId, format);
  }

  const jobs = createExportJobs({
    ...deps,
    pin: (job) => pin(job.edition_id, exportRow.shape.format.parse(job.format)),
    render: (manifest, onStep) => render(manifest, renderDeps, onStep),
  });

  async function find(id: ExportId): Promise<ExportRecord | undefined> {
    const row = await findExport(db, id);
    const edition = row && (await readEdition(db, row.edition_id));
    return edition ? row : undefined;
  }

  return {
    find,
    async start(asked) {
      const row = await askForExport(deps, asked);
      jobs.wake();
      return row;
    },
    list: (editionId, paging) =>
      pageOf(
        paging,
        (range) => listExports(db, editionId, range),
        ({ created_at, id }) => `${created_at} ${id}`,
      ),
    async opened(id, key) {
      const row = await find(id);
      const secret = row?.state === 'done' ? row.link_secret : null;
      if (!row || secret === null || !isSameSecret(key, secret)) throw notFound();
      return row;
    },
    withdraw: (id) => withdrawLink(db, id),
    pathOf: (hash) => files.path(hash),
    async exportEdition({ handbook, edition, format }) {
      const id = await findEdition(db, { handbook, edition });
      if (!id)
        throw new AppError('not-found', `There is no edition “${edition}” of “${handbook}”.`);
      return render(await pin(id, format), renderDeps, async () => undefined);
    },
    resume: () => jobs.resume(),
    idle: () => jobs.idle(),
    async close() {
      // What is in the middle of being made fails at once, and the job puts itself back.
      const ended = jobs.close();
      await printer.close();
      await engine.close();
      await ended;
    },
  };
}
