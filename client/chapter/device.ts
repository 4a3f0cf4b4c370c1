/** What a browser can keep for us beyond the page. */
import type { Doc } from 'yjs';

/** Small values that outlive the page; `localStorage` in the browser. Setting one throws when it is full. */
export type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A stored copy of a document, kept up to date while the page is open. */
export interface Copy {
  /**
   * Resolves when what was stored is in the document, however long that takes; rejects when the copy
   * cannot be opened.
   */
  readonly loaded: Promise<void>;
  /** Whether all that is in the document is stored as well: written, and without an error. */
  isWhole(): boolean;
  close(): void;
}

export interface Device {
  readonly notes: Notes;
  /** Opens the copy of this name, or begins it; `changed` is called whenever `isWhole` may have changed. */
  readonly openCopy: (name: string, doc: Doc, changed: () => void) => Copy;
}
