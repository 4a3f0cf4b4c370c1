import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { StartError } from './lib/start-error.ts';

/** A server that listens. */
export interface Listening {
  readonly server: Server;
  /** The real one when 0 was asked for. */
  readonly port: number;
  readonly addresses: Addresses;
}

/** Where a server on this machine answers, without a slash at the end. */
export interface Addresses {
  /** For other programs of this machine: `http://127.0.0.1:3000`. */
  readonly local: string;
  /** For people: `http://localhost:3000` where that answers, else what was asked for. */
  readonly named: string;
}

/** What answers on this machine where every address is listened on. */
const OF_ALL: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

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
      const bound = server.address() as AddressInfo;
      resolve({ server, port: bound.port, addresses: addressesOf(host, bound) });
    });
  });
}

/** The addresses of a server that was told to listen on `host` and was bound to this. */
export function addressesOf(
  host: string,
  { address, port }: { readonly address: string; readonly port: number },
): Addresses {
  const own = OF_ALL[address];
  const isUsual = own !== undefined || address === '127.0.0.1';
  return {
    local: urlOf(own ?? address, port),
    named: urlOf(isUsual ? 'localhost' : host, port),
  };
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Takes no more requests, lets running ones end, and cuts what is still open after `graceMs`. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
