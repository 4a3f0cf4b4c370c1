import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { SCHEMA_VERSION } from '#shared/content/content.ts';
import { type ChapterId, isId, type PersonId } from '#shared/ids.ts';
import { epochText } from '#shared/protocol/protocol.ts';

/** What a client asks for when it connects. */
export interface SyncRequest {
  readonly chapterId: ChapterId;
  readonly wantsAcknowledgements: boolean;
  /** Its editor does not know every kind of block that the server has: it must not write. */
  readonly hasOldSchema: boolean;
  /** Whether the client may have come with text of this history. */
  expects(epoch: Uint8Array): boolean;
  /** Whether the client may have come with text of this person: it says whose page it is, or nothing. */
  isOf(personId: PersonId): boolean;
}

/** Whether a request becomes a WebSocket, or the HTTP status that it is answered with. */
export type Admission =
  | { readonly kind: 'welcome'; readonly request: SyncRequest }
  | { readonly kind: 'refused'; readonly status: 403 | 404 };

/** Decides by the address and the headers alone whether a request becomes a WebSocket. */
export function admit(request: IncomingMessage, origins: readonly string[]): Admission {
  const asked = readAddress(request.url ?? '');
  if (!asked) return { kind: 'refused', status: 404 };
  const { origin, authorization } = request.headers;
  const isOurs = origin !== undefined && origins.includes(origin);
  // No browser sends a token by itself: a program with one needs no Origin. A foreign one is refused.
  const isProgram = origin === undefined && authorization !== undefined;
  if (!isOurs && !isProgram) return { kind: 'refused', status: 403 };
  return { kind: 'welcome', request: asked };
}

function readAddress(address: string): SyncRequest | undefined {
  const [path = '', query = ''] = address.split('?', 2);
  const id = /^\/sync\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined || !isId<ChapterId>(id)) return undefined;
  const parameters = new URLSearchParams(query);
  const schema = parameters.get('schema');
  const epoch = parameters.get('epoch');
  const person = parameters.get('person');
  return {
    chapterId: id,
    wantsAcknowledgements: parameters.get('ack') === '1',
    // Newer than ours happens while servers are being replaced; it would write what we do not know.
    hasOldSchema: schema !== null && schema !== String(SCHEMA_VERSION),
    expects: (actual) => epoch === null || epoch === epochText(actual),
    isOf: (personId) => person === null || person === personId,
  };
}

/** Answers an upgrade with a plain HTTP status and ends the connection. */
export function refuseUpgrade(stream: Duplex, status: 403 | 404 | 503): void {
  const text = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' }[status];
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
