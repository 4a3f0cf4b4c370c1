/** The whole product on a free port inside this process, and people who send it requests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type Product } from '#server/compose.ts';
import { type Logger, silentLogger } from '#server/lib/logger.ts';
import { systemRandom } from '#server/lib/random.ts';
import type { PersonId } from '#shared/ids.ts';
import { PASSWORD, type TestClock, testClock } from './server-world.ts';

/** What a server answered; `body` is parsed JSON, or the text when it is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who sends requests, with their cookie or token, from a page of this address. */
export interface Client {
  /** What tells who it is and from where it comes: with each request, and for a socket. */
  readonly headers: Readonly<Record<string, string>>;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
}

/** A person who is signed in. */
export interface Visitor extends Client {
  readonly id: PersonId;
  readonly email: string;
  readonly cookie: string;
}

export interface HttpWorld {
  readonly url: string;
  readonly product: Product;
  readonly clock: TestClock;
  readonly nobody: Client;
  readonly owner: Visitor;
  /** Adds a person and signs them in. */
  person(name: string): Promise<Visitor>;
  /** A program with a token of this person. */
  program(person: Visitor): Promise<Client>;
  close(): Promise<void>;
}

const OWNER_EMAIL = 'owner@example.org';

/** Starts the product on a fresh SQLite database, with an owner who is signed in. */
export async function openHttpWorld({
  logger = silentLogger,
}: {
  readonly logger?: Logger;
} = {}): Promise<HttpWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'commonbook-http-'));
  const clock = testClock();
  const address: { url?: string } = {};
  const product = await compose({
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: undefined,
      dataDir,
      databaseUrl: undefined,
      owner: { email: OWNER_EMAIL, password: PASSWORD },
      logLevel: 'silent',
      loadsStarters: false,
      trustsProxy: false,
    },
    clock,
    random: systemRandom,
    logger,
    origins: () => (address.url ? [address.url] : []),
  });
  const server = createServer(product.listener);
  server.on('upgrade', product.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  address.url = url;
  const nobody = client(url, { origin: url });
  const enter = (email: string) => signIn(url, nobody, email);
  return {
    url,
    product,
    clock,
    nobody,
    owner: await enter(OWNER_EMAIL),
    person: async (name) => {
      const email = `${name}@example.org`;
      await product.people.addPerson({ name, email, password: PASSWORD });
      return enter(email);
    },
    program: async ({ email }) => {
      const token = await product.people.createToken(email, 'test');
      return client(url, { authorization: `Bearer ${token}` });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await product.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

function client(url: string, own: Readonly<Record<string, string>>): Client {
  return {
    headers: own,
    send: async (method, path, { body, headers } = {}) => {
      const all = {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...own,
        ...headers,
      };
      const answer = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: all,
        ...(body !== undefined && { body: bodyOf(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: parsed(text) };
    },
  };
}

/** Bytes as they are, everything else as JSON. */
function bodyOf(body: unknown): BodyInit {
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

async function signIn(url: string, nobody: Client, email: string): Promise<Visitor> {
  const body = { email, password: PASSWORD };
  const answer = await nobody.send('POST', '/auth/sign-in/email', { body });
  if (answer.status !== 200) throw new Error(`${email} cannot sign in: ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const { user } = answer.body as { user: { id: PersonId } };
  return { ...client(url, { origin: url, cookie }), id: user.id, email, cookie };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
