import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Answer, askServer, commandRoute } from '#server/commands/commands.ts';

const AN_HOUR = 3_600_000;

let server: Server | undefined;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(async () => {
  vi.useRealTimers();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

async function ask(listener: RequestListener): Promise<Answer | undefined> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const holder = { pid: 7, address: `http://127.0.0.1:${port}`, secret: 'known' };
  return askServer(holder, { words: ['export'], folder: '/' });
}

/** A promise that is kept from outside. */
function promised<Value>() {
  let keep = (_: Value) => {};
  const promise = new Promise<Value>((resolve) => {
    keep = resolve;
  });
  return { promise, keep: (value: Value) => keep(value) };
}

/** A server's half that tells when it was asked, and answers with what it is given. */
function answering() {
  const asked = promised<void>();
  const answer = promised<Answer>();
  const run = () => {
    asked.keep();
    return answer.promise;
  };
  const listener = commandRoute({ secret: 'known', run }, () => {});
  return { listener, asked: asked.promise, finish: answer.keep };
}

/** The deadline is the only timer there is. */
const isHeard = () => vi.waitUntil(() => vi.getTimerCount() === 0);

it('gives up a server that does not hear, with one line', async () => {
  const asked = promised<void>();
  const refused = expect(ask(() => asked.keep())).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(
      /^The server that holds the data folder \(process 7, http:\S+\) does not answer: [^\n]*\.$/,
    ),
  });
  await asked.promise;
  vi.advanceTimersByTime(10_000);
  await refused;
});

it('waits for a server that has heard as long as the command takes', async () => {
  const { listener, asked, finish } = answering();
  const answered = ask(listener);
  await asked;
  await isHeard();
  vi.advanceTimersByTime(AN_HOUR);
  finish({ lines: ['Done.'] });
  expect(await answered).toEqual({ lines: ['Done.'] });
});

it.each(['before', 'after'])('says that a server ended %s it had heard', async (moment) => {
  const { listener, asked } = answering();
  const unheard = promised<void>();
  const isAfter = moment === 'after';
  const refused = expect(ask(isAfter ? listener : () => unheard.keep())).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(
      /^The server that held the data folder \(process 7, http:\S+\) ended [^\n]*\.$/,
    ),
  });
  await (isAfter ? asked.then(isHeard) : unheard.promise);
  server?.closeAllConnections();
  await refused;
});
