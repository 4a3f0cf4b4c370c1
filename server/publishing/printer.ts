import { Worker } from 'node:worker_threads';
import { entryPath } from '#server/lib/entry.ts';
import { AppError } from '#shared/errors.ts';
import type { Arranged, ArrangeSource } from './arrange.ts';
import type { PrinterRequest } from './printer-messages.ts';
import type { RevisionText } from './read-texts.ts';

/** Arranges exports beside the server, which goes on serving those who type. */
export interface Printer {
  /**
   * Rejects with an AppError when it takes too long or too much memory, or the server stops; with
   * whatever went wrong in the thread otherwise.
   */
  arrange(
    source: Omit<ArrangeSource, 'texts'>,
    texts: AsyncIterable<RevisionText>,
  ): Promise<Arranged>;
  /** Ends what is being arranged, whose promise then rejects. */
  close(): Promise<void>;
}

export interface PrinterLimits {
  /** Milliseconds that one export may take. */
  readonly duration: number;
  /** Megabytes that its values may take. */
  readonly memory: number;
}

const LIMITS: PrinterLimits = { duration: 120_000, memory: 1024 };

const TOO_LONG = 'The export took too long. Look for a very large table, or ask again later.';
const TOO_BIG = 'The export needed more memory than it may use. Ask for a smaller edition.';
const STOPPING = 'The server is stopping. Try again later.';

function failure(error: NodeJS.ErrnoException): Error {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new AppError('unavailable', TOO_BIG, { cause: error })
    : error;
}

/** Each export has a thread of its own, which ends with it and takes its memory along. */
export function createPrinter(limits: Partial<PrinterLimits> = {}): Printer {
  const limit = { ...LIMITS, ...limits };
  const running = new Set<Worker>();
  let isClosed = false;

  function answerOf(worker: Worker): { answer: Promise<Arranged>; forget(): void } {
    let deadline: NodeJS.Timeout | undefined;
    const answer = new Promise<Arranged>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error) => reject(failure(error)));
      worker.once('exit', () => reject(new AppError('unavailable', STOPPING)));
      deadline = setTimeout(() => reject(new AppError('unavailable', TOO_LONG)), limit.duration);
    });
    // It may fail while texts are still being read; whoever awaits it hears of that then.
    answer.catch(() => undefined);
    return { answer, forget: () => clearTimeout(deadline) };
  }

  return {
    async arrange(source, texts) {
      if (isClosed) throw new AppError('unavailable', STOPPING);
      const worker = new Worker(entryPath('printer-thread'), {
        resourceLimits: { maxOldGenerationSizeMb: limit.memory },
        // Nothing of the server's, as the typesetter.
        env: { TZ: 'UTC' },
      });
      running.add(worker);
      const { answer, forget } = answerOf(worker);
      const send = (request: PrinterRequest) => worker.postMessage(request);
      try {
        for await (const text of texts) send({ kind: 'text', text });
        send({ kind: 'arrange', ...source });
        return await answer;
      } finally {
        forget();
        running.delete(worker);
        await worker.terminate();
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}
