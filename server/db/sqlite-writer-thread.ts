/**
 * The thread that owns SQLite's only writing connection. Everything that has arrived by the time it
 * looks is taken at once, so that what waits together is committed together.
 */
import {
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  workerData,
} from 'node:worker_threads';
import { openWriting } from './sqlite-open.ts';
import { rememberPlace } from './sqlite-place.ts';
import type { WriterOpening, WriterOptions, WriterRequest } from './sqlite-requests.ts';
import { faultOf, SqliteWriter } from './sqlite-writer.ts';

if (!parentPort) throw new Error('This file is started as a worker thread.');
parentPort.postMessage(open(parentPort, workerData));

function open(port: MessagePort, { path, synchronous, silenceMs }: WriterOptions): WriterOpening {
  try {
    const database = openWriting(path, synchronous);
    const isInPlace = rememberPlace(path);
    const reply = port.postMessage.bind(port);
    const writer = new SqliteWriter({ database, silenceMs, isInPlace, reply });
    port.on('message', (first: WriterRequest) => {
      const requests = [first];
      for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port))
        requests.push(more.message);
      writer.take(requests);
      if (!database.open) port.close();
    });
    return { kind: 'open' };
  } catch (error) {
    return { kind: 'fault', fault: faultOf(error) };
  }
}
