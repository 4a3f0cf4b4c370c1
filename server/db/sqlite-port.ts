import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { entryPath } from '#server/lib/entry.ts';
import type {
  StatementResult,
  WriterOpening,
  WriterOptions,
  WriterReply,
  WriterRequest,
} from './sqlite-requests.ts';
import { storageError } from './storage-error.ts';

/** A request without its number; a plain Omit would lose the union. */
type Unnumbered<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

interface Asked {
  readonly resolve: (results: readonly StatementResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The calling thread's end of the writer thread. */
export interface WriterPort {
  /**
   * Resolves after the commit. Rejects with AppError('unavailable') when the storage is at fault,
   * with SQLite's error otherwise; in both cases nothing of the request is stored.
   */
  ask(request: Unnumbered<WriterRequest>): Promise<readonly StatementResult[]>;
  /** Lets everything asked so far finish, closes the file, ends the thread. */
  close(): Promise<void>;
}

/** Starts the thread; resolves once it has opened the file, rejects with SQLite's error. */
export async function openWriterPort(options: WriterOptions): Promise<WriterPort> {
  const worker = new Worker(entryPath('sqlite-writer-thread'), {
    workerData: options,
    name: 'sqlite-writer',
  });
  const opening: WriterOpening = (await once(worker, 'message'))[0];
  if (opening.kind === 'fault')
    throw new Sqlite.SqliteError(opening.fault.message, opening.fault.code);

  const asked = new Map<number, Asked>();
  let lastId = 0;
  let isEnded = false;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const end = (cause: unknown) => {
    isEnded = true;
    const lost = storageError(new Sqlite.SqliteError(String(cause), 'WRITER_ENDED'));
    for (const { reject } of asked.values()) reject(lost);
    asked.clear();
  };
  worker.on('error', end);
  worker.on('exit', () => end('the writer thread has ended'));
  worker.on('message', (reply: WriterReply) => {
    const waiting = asked.get(reply.id);
    asked.delete(reply.id);
    if ('results' in reply) waiting?.resolve(reply.results);
    else
      waiting?.reject(storageError(new Sqlite.SqliteError(reply.fault.message, reply.fault.code)));
  });

  const ask: WriterPort['ask'] = (request) =>
    new Promise((resolve, reject) => {
      if (isEnded)
        return reject(storageError(new Sqlite.SqliteError('the writer has ended', 'WRITER_ENDED')));
      lastId += 1;
      asked.set(lastId, { resolve, reject });
      worker.postMessage({ ...request, id: lastId });
    });

  return {
    ask,
    close: async () => {
      if (!isEnded) await ask({ kind: 'close' });
      await exited;
    },
  };
}
