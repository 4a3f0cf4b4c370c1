/** The thread in which the files of one import are read (read-apart.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { systemRandom } from '#server/lib/random.ts';
import type { ReadingOrder } from './read-apart.ts';
import { readHandbookFiles } from './read-handbook-files.ts';

const { files, name }: ReadingOrder = workerData;
// A source of randomness cannot be passed to a thread; this is the one that the product has.
parentPort?.postMessage(readHandbookFiles(files, { name, random: systemRandom }));
