/**
 * One y-message, one WebSocket message. The first number says what it is; kind 100 is ours and is
 * sent only to clients that asked for it, since a stock client logs an error for unknown kinds.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { never } from '../errors.ts';

export const FRAME = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, acknowledgement: 100 };
const SYNC = { step1: 0, step2: 1, update: 2 };
const PERMISSION_DENIED = 0;

/** The first `count` sync messages (step 2 or update) of this connection are on disk. */
export interface Acknowledgement {
  readonly count: number;
  /** What is on disk, deletions aside. */
  readonly stateVector: Uint8Array;
  /** The chapter's last row. */
  readonly sequence: number;
  readonly epoch: Uint8Array;
}

export type Frame =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly states: Uint8Array }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'query-awareness' }
  | ({ readonly kind: 'acknowledgement' } & Acknowledgement)
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * What a frame from outside says. Never throws: what cannot be read, or carries bytes after its
 * end, is `malformed`. Byte fields are views into `bytes`; their own content is not looked at.
 */
export function parseFrame(bytes: Uint8Array): Frame {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readFrame(decoder);
    if (frame.kind !== 'malformed' && decoding.hasContent(decoder))
      return { kind: 'malformed', reason: 'bytes after the end' };
    return frame;
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : 'unreadable' };
  }
}

function readFrame(decoder: decoding.Decoder): Frame {
  const kind = decoding.readVarUint(decoder);
  switch (kind) {
    case FRAME.sync:
      return readSync(decoder);
    case FRAME.awareness:
      return { kind: 'awareness', states: decoding.readVarUint8Array(decoder) };
    case FRAME.auth:
      if (decoding.readVarUint(decoder) !== PERMISSION_DENIED)
        return { kind: 'malformed', reason: 'unknown auth message' };
      return { kind: 'denied', reason: decoding.readVarString(decoder) };
    case FRAME.queryAwareness:
      return { kind: 'query-awareness' };
    case FRAME.acknowledgement:
      return {
        kind: 'acknowledgement',
        count: decoding.readVarUint(decoder),
        stateVector: decoding.readVarUint8Array(decoder),
        sequence: decoding.readVarUint(decoder),
        epoch: decoding.readVarUint8Array(decoder),
      };
    default:
      return { kind: 'malformed', reason: `unknown kind ${kind}` };
  }
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder);
  switch (step) {
    case SYNC.step1:
      return { kind: 'step1', stateVector: decoding.readVarUint8Array(decoder) };
    case SYNC.step2:
      return { kind: 'step2', update: decoding.readVarUint8Array(decoder) };
    case SYNC.update:
      return { kind: 'update', update: decoding.readVarUint8Array(decoder) };
    default:
      return { kind: 'malformed', reason: `unknown sync step ${step}` };
  }
}

/** A frame as bytes, ready to be sent as one WebSocket message. */
export function writeFrame(frame: Exclude<Frame, { kind: 'malformed' }>): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    switch (frame.kind) {
      case 'step1':
        return writeSync(encoder, SYNC.step1, frame.stateVector);
      case 'step2':
        return writeSync(encoder, SYNC.step2, frame.update);
      case 'update':
        return writeSync(encoder, SYNC.update, frame.update);
      case 'awareness':
        encoding.writeVarUint(encoder, FRAME.awareness);
        return encoding.writeVarUint8Array(encoder, frame.states);
      case 'denied':
        encoding.writeVarUint(encoder, FRAME.auth);
        encoding.writeVarUint(encoder, PERMISSION_DENIED);
        return encoding.writeVarString(encoder, frame.reason);
      case 'query-awareness':
        return encoding.writeVarUint(encoder, FRAME.queryAwareness);
      case 'acknowledgement':
        encoding.writeVarUint(encoder, FRAME.acknowledgement);
        encoding.writeVarUint(encoder, frame.count);
        encoding.writeVarUint8Array(encoder, frame.stateVector);
        encoding.writeVarUint(encoder, frame.sequence);
        return encoding.writeVarUint8Array(encoder, frame.epoch);
      default:
        return never(frame);
    }
  });
}

function writeSync(encoder: encoding.Encoder, step: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, FRAME.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
}
