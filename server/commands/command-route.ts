/**
 * How the command line reaches a running server: POST /internal/command on the server's own port,
 * answered only from this machine and only with the secret that stands beside the data folder's lock.
 */
import {
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http';
import { json, text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Holder } from '#server/lib/lock.ts';
import { isSameSecret } from '#server/lib/same-secret.ts';
import { StartError } from '#server/lib/start-error.ts';
import { AppError } from '#shared/errors.ts';
import type { Answer, Typed } from './command.ts';
import { printableLine } from './printable-line.ts';

const PATH = '/internal/command';
const HEADER = 'x-commonbook-secret';
/** How long a server that lives may be silent after a question: until it is heard, not answered. */
const HEARING_MS = 10_000;
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

const typedMessage = z.object({ words: z.array(z.string()), folder: z.string() });
const answerMessage = z.union([
  z.object({ lines: z.array(z.string()), isFailure: z.boolean().optional() }),
  z.object({ refusal: z.string() }),
]);

/** Answers commands; every other request goes on to `next`. */
export function commandRoute(
  options: { readonly secret: string; readonly run: (typed: Typed) => Promise<Answer> },
  next: RequestListener,
): RequestListener {
  return (request, response) => {
    if (request.url !== PATH || request.method !== 'POST' || !isAllowed(request, options.secret)) {
      next(request, response);
      return;
    }
    void answer(request, response, options.run);
  };
}

function isAllowed(request: IncomingMessage, secret: string): boolean {
  const { remoteAddress = '', localAddress } = request.socket;
  // A server that listens on another address of this machine is asked from that address.
  if (!LOOPBACK.test(remoteAddress) && remoteAddress !== localAddress) return false;
  return isSameSecret(String(request.headers[HEADER] ?? ''), secret);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  run: (typed: Typed) => Promise<Answer>,
): Promise<void> {
  // Whoever asked hears at once that somebody is there; what was asked may take minutes.
  response.setHeader('content-type', 'application/json');
  response.flushHeaders();
  const reply = await json(request)
    .then((message) => run(typedMessage.parse(message)))
    .catch((error: unknown) => ({ refusal: sentenceOf(error) }));
  response.end(JSON.stringify(reply));
}

/** The sentence of an error that is meant for people, as one line; a bug is told by its name. */
export function sentenceOf(error: unknown): string {
  return printableLine(wordsOf(error).replace(/\s*\n\s*/g, ' '));
}

function wordsOf(error: unknown): string {
  if (error instanceof AppError || error instanceof StartError) {
    const problems = error instanceof AppError ? error.problems : [];
    const places = problems
      // What the sentence says itself is not said twice.
      .filter(({ reason }) => !error.message.includes(reason))
      .map(({ at, line, reason }) => `${at}${line ? `:${line}` : ''}: ${reason}`);
    return [error.message, ...places].join(' ');
  }
  return error instanceof Error ? `This is a bug: ${error.message}` : String(error);
}

/**
 * Asks the server that holds the data folder. Undefined when nobody answers there (any more).
 * @throws StartError with the server's refusal, or when it hears nothing, as one that was paused, or
 * ends before it has answered.
 */
export async function askServer(holder: Holder, typed: Typed): Promise<Answer | undefined> {
  if (holder.address === null) return undefined;
  const reply = await post(holder, `${holder.address}${PATH}`, typed);
  if (reply === undefined) return undefined;
  const read = answerMessage.parse(JSON.parse(reply));
  if ('refusal' in read) throw new StartError(read.refusal);
  return read.isFailure === undefined
    ? { lines: read.lines }
    : { lines: read.lines, isFailure: read.isFailure };
}

/** With a time limit for being heard and none for the answer: an export may take minutes. */
function post(holder: Holder, url: string, message: Typed): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [HEADER]: holder.secret },
    });
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ECONNRESET' ? endedError(holder, error) : error);
    const deadline = setTimeout(() => asking.destroy(silentError(holder)), HEARING_MS);
    asking.on('response', (response) => {
      clearTimeout(deadline);
      if (response.statusCode === 200) text(response).then(resolve, refuse);
      else resolve(undefined);
    });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(deadline);
      if (error.code === 'ECONNREFUSED') resolve(undefined);
      else refuse(error);
    });
    asking.end(JSON.stringify(message));
  });
}

function silentError({ pid, address }: Holder): StartError {
  return new StartError(
    `The server that holds the data folder (process ${pid}, ${address}) does not answer: let it go on, or stop it, and try again.`,
  );
}

function endedError({ pid, address }: Holder, cause: Error): StartError {
  return new StartError(
    `The server that held the data folder (process ${pid}, ${address}) ended before it had answered: look at what was done, and try again.`,
    { cause },
  );
}
