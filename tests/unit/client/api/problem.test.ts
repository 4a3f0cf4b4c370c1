import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchOrThrow } from '#client/api/problem.ts';

let server: Server | undefined;

/** A server that gives one answer to everything; resolves with its address. */
async function answering(status: number, type: string, body: string): Promise<string> {
  const opened = createServer((_, reply) => {
    reply.writeHead(status, { 'content-type': type }).end(body);
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  const { port } = opened.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

afterEach(async () => {
  const opened = server;
  server = undefined;
  if (opened) await new Promise((resolve) => opened.close(resolve));
});

describe('an answer that is not a success', () => {
  it('keeps the server’s code, sentence and problems', async () => {
    const address = await answering(
      400,
      'application/problem+json',
      JSON.stringify({
        status: 400,
        code: 'invalid',
        title: 'Bad request',
        detail: 'The e-mail address is not one.',
        problems: [{ at: 'email', reason: 'not an e-mail address' }],
      }),
    );
    await expect(fetchOrThrow(address)).rejects.toMatchObject({
      name: 'ApiError',
      code: 'invalid',
      message: 'The e-mail address is not one.',
      problems: [{ at: 'email', reason: 'not an e-mail address' }],
    });
  });

  it('goes by the status when a proxy answered in its own way', async () => {
    const address = await answering(404, 'text/html', '<h1>Not here</h1>');
    await expect(fetchOrThrow(address)).rejects.toMatchObject({ code: 'not-found', message: '' });
  });

  it('does not take over a code that is not ours', async () => {
    const body = JSON.stringify({ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid' });
    const address = await answering(401, 'application/json', body);
    await expect(fetchOrThrow(address)).rejects.toMatchObject({ code: 'sign-in' });
  });

  it('is “offline” when there is none', async () => {
    const address = await answering(200, 'text/plain', '');
    const opened = server;
    server = undefined;
    if (opened) await new Promise((resolve) => opened.close(resolve));
    await expect(fetchOrThrow(address)).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('a success', () => {
  it('is passed on as it is', async () => {
    const address = await answering(200, 'application/json', '{"done":true}');
    expect(await (await fetchOrThrow(address)).json()).toEqual({ done: true });
  });
});
