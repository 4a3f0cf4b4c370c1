import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What one client says of itself: its caret and the like; null when it has left. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  /** The state as JSON text; 'null' when the client has left. */
  readonly json: string;
}

/** The entries of an awareness frame, at most `max`; undefined when they cannot be read. */
export function readAwareness(
  states: Uint8Array,
  max: number,
): readonly AwarenessEntry[] | undefined {
  try {
    const decoder = decoding.createDecoder(states);
    const count = decoding.readVarUint(decoder);
    if (count > max) return undefined;
    const entries: AwarenessEntry[] = [];
    for (let index = 0; index < count; index += 1) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      entries.push({ clientId, clock, json: decoding.readVarString(decoder) });
    }
    return decoding.hasContent(decoder) ? undefined : entries;
  } catch {
    // Unreadable bytes from outside: the caller decides what becomes of the sender.
    return undefined;
  }
}

/** Entries as the body of an awareness frame. */
export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { clientId, clock, json } of entries) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
  });
}
