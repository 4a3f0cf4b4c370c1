import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { AppError } from '#shared/errors.ts';
import { newSecret, type RandomBytes } from '#shared/ids.ts';
import { type ExportRecord, updateRunning } from './export-store.ts';
import { type Manifest, printManifest } from './manifest.ts';
import { type OnStep, type Rendered, STEPS } from './render.ts';
import type { ReportLine } from './report.ts';

const FAULT =
  'Something went wrong on the server while it made this file. The operator can look it up.';

/** What exports are made with. */
export interface MakeExportDeps {
  readonly db: Kysely<Schema>;
  readonly files: Pick<Files, 'put'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly pin: (job: ExportRecord) => Promise<Manifest>;
  readonly render: (manifest: Manifest, onStep: OnStep) => Promise<Rendered>;
}

/** The report of an export that has no file. */
export function failureReport(reason: string): string {
  return JSON.stringify([{ key: 'failed', values: { reason } }] satisfies ReportLine[]);
}

/** Makes the file of a claimed export and writes into its row how far it is, and that it is done. */
export async function makeExport(deps: MakeExportDeps, job: ExportRecord): Promise<void> {
  const { db } = deps;
  const onStep: OnStep = (step) => updateRunning(db, job.id, { step, progress: STEPS[step] });
  await onStep('gathering');
  const manifest = await deps.pin(job);
  await updateRunning(db, job.id, { manifest: printManifest(manifest) });
  const { bytes, fileName, report } = await deps.render(manifest, onStep);
  await onStep('keeping');
  // The row says done only after the whole file is on disk: nobody downloads half of one.
  const hash = await deps.files.put(bytes);
  await updateRunning(db, job.id, {
    state: 'done',
    progress: STEPS.done,
    step: 'done',
    file_hash: hash,
    file_name: fileName,
    byte_count: bytes.length,
    report: JSON.stringify(report),
    link_secret: newSecret(deps.random),
    finished_at: deps.clock.now(),
  });
}

/** Writes into the row of an export why it has no file; what is not meant for people is logged. */
export async function failExport(
  { db, clock, logger }: MakeExportDeps,
  job: ExportRecord,
  error: unknown,
): Promise<void> {
  const isForPeople = error instanceof AppError;
  if (!isForPeople) logger.error({ exportId: job.id, error }, 'export failed');
  await updateRunning(db, job.id, {
    state: 'failed',
    finished_at: clock.now(),
    report: failureReport(isForPeople ? error.message : FAULT),
  });
}
