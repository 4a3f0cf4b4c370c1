import type { Device } from './device.ts';
import { openIndexedRows } from './indexed-rows.ts';

/** This browser; undefined where it keeps nothing, as in some private windows. */
export function browserDevice(): Device | undefined {
  try {
    if (typeof indexedDB === 'undefined') return undefined;
    // Reading it throws where storage is forbidden.
    const notes = window.localStorage;
    return { notes, openRows: openIndexedRows };
  } catch {
    // Nothing is kept: the chapter then lives on the server and in this page alone.
    return undefined;
  }
}
