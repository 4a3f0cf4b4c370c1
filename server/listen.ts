import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { StartError } from './lib/start-error.ts';

/** A server that listens; `port` is the real one when 0 was asked for. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
}

const EXPLAINED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program: stop that one, or set PORT to another number',
  EACCES: 'may not be used by this user: set PORT to a number above 1023',
  EADDRNOTAVAIL: 'is not an address of this machine: set HOST to one that is, like 127.0.0.1',
  ENOTFOUND: 'is not a name that leads anywhere: set HOST to an address, like 127.0.0.1',
};

/** What answers. */
export interface Answering {
  readonly listener: RequestListener;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Listens on host and port. @throws StartError when they cannot be had. */
export function listen(
  { listener, upgrade }: Answering,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer(listener);
  server.on('upgrade', upgrade);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = EXPLAINED[cause.code ?? ''] ?? `cannot be used (${cause.message})`;
      reject(new StartError(`The address ${host}:${port} ${reason}.`, { cause }));
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      const address = server.address() as AddressInfo;
      resolve({ server, port: address.port });
    });
  });
}

/** Takes no more requests, lets running ones end, and cuts what is still open after `graceMs`. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
