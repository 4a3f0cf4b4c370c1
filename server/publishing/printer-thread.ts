/** The thread in which one export becomes a file, or a book for the typesetter (printer.ts). */
import { parentPort } from 'node:worker_threads';
import { arrange } from './arrange.ts';
import type { PrinterRequest } from './printer-messages.ts';
import type { RevisionText } from './read-texts.ts';

const texts: RevisionText[] = [];

parentPort?.on('message', (request: PrinterRequest) => {
  if (request.kind === 'text') texts.push(request.text);
  else parentPort?.postMessage(arrange({ ...request, texts }));
});
