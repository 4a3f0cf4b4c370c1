import type { Device } from './device.ts';
import { IndexedCopy } from './indexed-copy.ts';

/** This browser; undefined where it keeps nothing, as in some private windows. */
export function browserDevice(): Device | undefined {
  try {
    if (typeof indexedDB === 'undefined') return undefined;
    // Reading it throws where storage is forbidden.
    const notes = window.localStorage;
    return { notes, openCopy: (name, doc, changed) => new IndexedCopy(name, doc, changed) };
  } catch {
    // Nothing is kept: the chapter then lives on the server and in this page alone.
    return undefined;
  }
}
