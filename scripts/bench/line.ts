/** The least of a client: it joins a room, sends updates and tells of those that come. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';

/** Where a room is and how its server wants to be spoken to. */
export interface Room {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent first. */
  readonly before: readonly Uint8Array[];
  /** Stands before each message, in both directions. */
  readonly prefix: Uint8Array;
}

export interface Line {
  send(update: Uint8Array): void;
  close(): void;
}

const SYNC = 0;
const STEP_1 = 0;
const UPDATE = 2;
/** Hocuspocus answers a step 1 with a kind of its own. */
const SYNC_REPLY = 4;
const AUTH = 2;

/** A room of Hocuspocus: several share a connection there, so each message names its own. */
export function addressed({ url, name }: { readonly url: string; readonly name: string }): Room {
  const prefix = encoding.encode((encoder) => encoding.writeVarString(encoder, name));
  const token = encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, prefix);
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'anyone');
  });
  return { url, headers: {}, before: [token], prefix };
}

/** Joins, and resolves when the room's text has come, which `onUpdate` is told as all that follows. */
export function openLine(room: Room, onUpdate: (update: Uint8Array) => void): Promise<Line> {
  const socket = new WebSocket(room.url, { headers: room.headers });
  const send = (step: number, content: Uint8Array) =>
    socket.send(
      encoding.encode((encoder) => {
        encoding.writeUint8Array(encoder, room.prefix);
        encoding.writeVarUint(encoder, SYNC);
        encoding.writeVarUint(encoder, step);
        encoding.writeVarUint8Array(encoder, content);
      }),
    );
  socket.on('open', () => {
    for (const message of room.before) socket.send(message);
    // A state vector of nothing: everything is wanted.
    send(STEP_1, new Uint8Array([0]));
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`The room was closed with ${code}.`)));
    socket.on('message', (message: Buffer) => {
      const decoder = decoding.createDecoder(message);
      decoder.pos = room.prefix.length;
      const kind = decoding.readVarUint(decoder);
      if (kind !== SYNC && kind !== SYNC_REPLY) return;
      const step = decoding.readVarUint(decoder);
      if (step === STEP_1) return;
      onUpdate(decoding.readVarUint8Array(decoder));
      if (step !== UPDATE)
        resolve({ send: (update) => send(UPDATE, update), close: () => socket.terminate() });
    });
  });
}
