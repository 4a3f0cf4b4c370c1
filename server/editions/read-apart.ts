import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { entryPath } from '#server/lib/entry.ts';
import type { HandbookFiles } from './handbook-model.ts';
import { type ReadHandbook, type ReadOptions, readHandbookFiles } from './read-handbook-files.ts';

/** What the thread is started with. */
export interface ReadingOrder {
  readonly files: HandbookFiles;
  readonly name: string;
}

/** In bytes of text: reading less than this takes less time than starting a thread. */
const WORTH_A_THREAD = 200_000;

/**
 * The same as `readHandbookFiles`; much text is read in a thread of its own, so that those who type
 * meanwhile wait for nothing. Rejects with whatever went wrong in there.
 */
export async function readApart(files: HandbookFiles, options: ReadOptions): Promise<ReadHandbook> {
  if (textSizeOf(files) < WORTH_A_THREAD) return readHandbookFiles(files, options);
  const workerData: ReadingOrder = { files, name: options.name };
  const worker = new Worker(entryPath('read-handbook-thread'), { workerData });
  try {
    return (await once(worker, 'message'))[0];
  } finally {
    await worker.terminate();
  }
}

function textSizeOf(files: HandbookFiles): number {
  let size = 0;
  for (const [path, { length }] of files) if (/\.(?:md|yaml)$/.test(path)) size += length;
  return size;
}
