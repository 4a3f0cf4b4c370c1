import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import type { Clock } from '#server/lib/clock.ts';
import type { Logger } from '#server/lib/logger.ts';
import { AppError } from '#shared/errors.ts';
import { type ExportId, newSecret, type RandomBytes } from '#shared/ids.ts';
import {
  claimExport,
  type ExportRecord,
  putBack,
  requeueInterrupted,
  updateRunning,
} from './export-store.ts';
import { type Manifest, printManifest } from './manifest.ts';
import { type OnStep, type Rendered, STEPS } from './render.ts';
import type { ReportLine } from './report.ts';

/** An export interrupted this long after it was asked for is not tried again. */
const TRIED_LONG_ENOUGH = 30 * 60_000;
const INTERRUPTED = 'The server stopped while it made this file, more than once. Ask for it again.';
const FAULT =
  'Something went wrong on the server while it made this file. The operator can look it up.';

export interface ExportJobsDeps {
  readonly db: Kysely<Schema>;
  readonly files: Pick<Files, 'put'>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly pin: (job: ExportRecord) => Promise<Manifest>;
  readonly render: (manifest: Manifest, onStep: OnStep) => Promise<Rendered>;
}

/** Makes what was asked for, one at a time, from the rows in the database. */
export interface ExportJobs {
  /** Takes up what an earlier process left; call once, before the first `wake`. */
  resume(): Promise<void>;
  /** There may be something to do. */
  wake(): void;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Takes nothing new and resolves when the running one has ended; it is made after a restart. */
  close(): Promise<void>;
}

function failure(reason: string): string {
  return JSON.stringify([{ key: 'failed', values: { reason } }] satisfies ReportLine[]);
}

export function createExportJobs(deps: ExportJobsDeps): ExportJobs {
  const { db, clock, logger } = deps;
  let working: Promise<void> | undefined;
  let isAwaited = false;
  let isClosed = false;
  /** Claimed, and storage went away before its end could be written. */
  let unfinished: ExportId | undefined;

  async function make(job: ExportRecord): Promise<void> {
    const onStep: OnStep = (step) => updateRunning(db, job.id, { step, progress: STEPS[step] });
    await onStep('gathering');
    const manifest = await deps.pin(job);
    await updateRunning(db, job.id, { manifest: printManifest(manifest) });
    const { bytes, fileName, report } = await deps.render(manifest, onStep);
    await onStep('keeping');
    // The row says done only after the whole file is on disk: nobody downloads half of one.
    const hash = await deps.files.put(bytes);
    await updateRunning(db, job.id, {
      ...{ state: 'done', progress: STEPS.done, step: 'done' },
      ...{ file_hash: hash, file_name: fileName, byte_count: bytes.length },
      report: JSON.stringify(report),
      link_secret: newSecret(deps.random),
      finished_at: clock.now(),
    });
  }

  async function attempt(job: ExportRecord): Promise<void> {
    try {
      await make(job);
    } catch (error) {
      // The row carries the reason from here on, or waits for the next start.
      if (isClosed) return putBack(db, job.id);
      if (!(error instanceof AppError)) logger.error({ exportId: job.id, error }, 'export failed');
      const reason = error instanceof AppError ? error.message : FAULT;
      await updateRunning(db, job.id, {
        ...{ state: 'failed', finished_at: clock.now(), report: failure(reason) },
      });
    }
  }

  async function work(): Promise<void> {
    while (isAwaited && !isClosed) {
      isAwaited = false;
      if (unfinished) await putBack(db, unfinished);
      for (let job = await next(); job; job = await next()) {
        unfinished = job.id;
        await attempt(job);
        unfinished = undefined;
      }
    }
  }

  function next(): Promise<ExportRecord | undefined> {
    return isClosed ? Promise.resolve(undefined) : claimExport(db);
  }

  return {
    async resume() {
      const now = clock.now();
      await requeueInterrupted(db, {
        ...{ since: now - TRIED_LONG_ENOUGH, now, report: failure(INTERRUPTED) },
      });
      this.wake();
    },
    wake() {
      isAwaited = true;
      if (working || isClosed) return;
      working = work()
        .catch((error: unknown) => {
          // Storage is away: what waits goes on waiting, and the next request wakes this again.
          logger.error({ error }, 'exports stopped');
        })
        .finally(() => {
          working = undefined;
          if (isAwaited && !isClosed) this.wake();
        });
    },
    async idle() {
      while (working) await working;
    },
    async close() {
      isClosed = true;
      await working;
    },
  };
}
