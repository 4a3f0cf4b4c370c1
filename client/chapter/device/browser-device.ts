import type { Device } from './device.ts';
import { indexedRowNames, openIndexedRows } from './indexed-rows.ts';
import { LazyNotes } from './lazy-notes.ts';

/** The same for all rooms of a page: the next may read what the last is about to take back. */
let pageNotes: LazyNotes | undefined;

/** This browser; undefined where it keeps nothing, as in some private windows. */
export function browserDevice(): Device | undefined {
  try {
    if (typeof indexedDB === 'undefined') return undefined;
    // Reading it throws where storage is forbidden.
    pageNotes ??= notesOf(window.localStorage);
    return { notes: pageNotes, rowNames: indexedRowNames, openRows: openIndexedRows };
  } catch {
    // Nothing is kept: the chapter then lives on the server and in this page alone.
    return undefined;
  }
}

function notesOf(storage: Storage): LazyNotes {
  const notes = new LazyNotes(storage);
  window.addEventListener('pagehide', () => notes.flush());
  return notes;
}
