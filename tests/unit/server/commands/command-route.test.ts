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

it('gives up a server that does not hear, with one line', async () => {
  let refused: Promise<void> | undefined;
  await new Promise<void>((come) => {
    refused = expect(ask(() => come())).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /^The server that holds the data folder \(process 7, http:\S+\) does not answer: [^\n]*\.$/,
      ),
    });
  });
  vi.advanceTimersByTime(10_000);
  await refused;
});

it('waits for a server that has heard as long as the command takes', async () => {
  let finish = (_: Answer) => {};
  const done = new Promise<Answer>((resolve) => {
    finish = resolve;
  });
  let answered: Promise<Answer | undefined> | undefined;
  await new Promise<void>((come) => {
    const run = () => {
      come();
      return done;
    };
    answered = ask(commandRoute({ secret: 'known', run }, () => {}));
  });
  await vi.waitUntil(() => vi.getTimerCount() === 0);
  vi.advanceTimersByTime(AN_HOUR);
  finish({ lines: ['Done.'] });
  expect(await answered).toEqual({ lines: ['Done.'] });
});
