/**
 * The thread that owns SQLite's only writing connection. Everything that has arrived by the time it
 * looks is taken at once, so that what waits together is committed together.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { openWriting } from './sqlite-open.ts';
import type { WriterOptions, WriterRequest } from './sqlite-requests.ts';
import { SqliteWriter } from './sqlite-writer.ts';

const port = parentPort;
if (!port) throw new Error('This file is started as a worker thread.');

const options: WriterOptions = workerData;
const database = openWriting(options.path, options.synchronous);
const writer = new SqliteWriter({
  database,
  silenceMs: options.silenceMs,
  reply: (reply) => port.postMessage(reply),
});

port.on('message', (first: WriterRequest) => {
  const requests = [first];
  for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port))
    requests.push(more.message);
  writer.take(requests);
  if (!database.open) port.close();
});
port.postMessage('open');
