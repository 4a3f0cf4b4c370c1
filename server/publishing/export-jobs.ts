import type { ExportId } from '#shared/ids.ts';
import { claimExport, type ExportRecord, putBack, requeueInterrupted } from './export-store.ts';
import { failExport, failureReport, type MakeExportDeps, makeExport } from './make-export.ts';

/** An export interrupted this long after it was asked for is not tried again. */
const TRIED_LONG_ENOUGH = 30 * 60_000;
const INTERRUPTED = 'The server stopped while it made this file, more than once. Ask for it again.';

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

/** Opens the queue; nothing is taken from it before `resume` or `wake`. */
export function createExportJobs(deps: MakeExportDeps): ExportJobs {
  const { db, clock, logger } = deps;
  let working: Promise<void> | undefined;
  /** Somebody has asked since the rows were last looked at. */
  let isAwaited = false;
  let isClosed = false;
  /** Claimed, and storage went away before its end could be written. */
  let unfinished: ExportId | undefined;

  async function next(): Promise<ExportRecord | undefined> {
    return isClosed ? undefined : claimExport(db);
  }

  async function work(): Promise<void> {
    while (isAwaited && !isClosed) {
      isAwaited = false;
      if (unfinished) await putBack(db, unfinished);
      for (let job = await next(); job; job = await next()) {
        unfinished = job.id;
        await attempt(deps, job, () => isClosed);
        unfinished = undefined;
      }
    }
  }

  function wake(): void {
    isAwaited = true;
    if (working || isClosed) return;
    working = work()
      .catch((error: unknown) => {
        // Storage is away: what waits goes on waiting, and the next request wakes this again.
        logger.error({ error }, 'exports stopped');
      })
      .finally(() => {
        working = undefined;
        if (isAwaited && !isClosed) wake();
      });
  }

  return {
    async resume() {
      const now = clock.now();
      const report = failureReport(INTERRUPTED);
      await requeueInterrupted(db, { since: now - TRIED_LONG_ENOUGH, now, report });
      wake();
    },
    wake,
    async idle() {
      while (working) await working;
    },
    async close() {
      isClosed = true;
      await working;
    },
  };
}

/** Makes one. Where that fails its row says why, or waits for the next start when we are closing. */
async function attempt(
  deps: MakeExportDeps,
  job: ExportRecord,
  isClosing: () => boolean,
): Promise<void> {
  try {
    await makeExport(deps, job);
  } catch (error) {
    await (isClosing() ? putBack(deps.db, job.id) : failExport(deps, job, error));
  }
}
