/**
 * A chapter's copy on this device, for chapters that were opened before: it is there without a
 * connection, and what was not yet sent survives a reload. One copy a person, chapter and epoch: two
 * histories of a chapter must never meet in one document.
 */
import { IndexeddbPersistence } from 'y-indexeddb';
import type { Doc } from 'yjs';

/** Small values that outlive the page; `localStorage` in the browser. Setting one throws when it is full. */
export type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Binds a document to a stored copy of it. */
export interface Copy {
  /** Resolves when what was stored is in the document. */
  readonly loaded: Promise<void>;
  close(): void;
}

export interface Device {
  readonly notes: Notes;
  readonly openCopy: (name: string, doc: Doc) => Copy;
}

const LOAD_WITHIN_MS = 2_000;

/** This browser; undefined where it keeps nothing, as in some private windows. */
export function browserDevice(): Device | undefined {
  try {
    if (typeof indexedDB === 'undefined') return undefined;
    // Reading it throws where storage is forbidden.
    return { notes: window.localStorage, openCopy: openIndexedCopy };
  } catch {
    // Nothing is kept: the chapter then lives on the server and in this page alone.
    return undefined;
  }
}

function openIndexedCopy(name: string, doc: Doc): Copy {
  const persistence = new IndexeddbPersistence(name, doc);
  // A browser that refuses to open it must not keep the chapter from opening.
  const late = new Promise<void>((resolve) => setTimeout(resolve, LOAD_WITHIN_MS));
  const loaded = Promise.race([persistence.whenSynced.then(() => undefined), late]);
  return { loaded, close: () => void persistence.destroy().catch(() => undefined) };
}

/** What a device holds of one person's chapter. */
export class KeptCopy {
  readonly #device: Device | undefined;
  readonly #doc: Doc;
  readonly #key: string;
  #copy: Copy | undefined;
  /** Whether this page said, or was opened with, that there are unsent words. */
  #hasNoted: boolean;
  #isForgotten = false;

  constructor(
    device: Device | undefined,
    { doc, personId, chapterId }: { doc: Doc; personId: string; chapterId: string },
  ) {
    this.#device = device;
    this.#doc = doc;
    this.#key = `commonbook:${personId}:${chapterId}`;
    this.#hasNoted = this.hasUnsent;
  }

  /** The history that the copy belongs to; undefined when the chapter was not opened here before. */
  get epoch(): string | undefined {
    return this.#device?.notes.getItem(`${this.#key}:epoch`) ?? undefined;
  }

  /** Whether the copy has words that the server did not acknowledge. */
  get hasUnsent(): boolean {
    return this.#device?.notes.getItem(`${this.#key}:unsent`) === 'yes';
  }

  /** Loads the copy into the document, if there is one, and keeps it up to date from then on. */
  async load(): Promise<boolean> {
    const { epoch } = this;
    if (!this.#device || epoch === undefined) return false;
    this.#copy = this.#device.openCopy(this.#nameFor(epoch), this.#doc);
    await this.#copy.loaded;
    return true;
  }

  /** Begins a copy of this history, unless there is one. */
  begin(epoch: string): void {
    if (!this.#device || this.#copy || this.#isForgotten) return;
    // A copy that no note leads to would never be found again.
    if (!this.#note('epoch', epoch)) return;
    this.#copy = this.#device.openCopy(this.#nameFor(epoch), this.#doc);
  }

  /**
   * Notes whether there are words that the server did not acknowledge. That there are none any more is
   * for the page to say that noted some: another one's may still wait in the same copy.
   */
  noteUnsent(hasUnsent: boolean): void {
    if (!this.#device || this.#isForgotten) return;
    if (hasUnsent && !this.hasUnsent) this.#note('unsent', 'yes');
    else if (!hasUnsent && this.#hasNoted) this.#device.notes.removeItem(`${this.#key}:unsent`);
    this.#hasNoted = hasUnsent;
  }

  /**
   * The next visit begins anew, also when it finds the same history: what this copy holds would be
   * sent, and refused, again. The bytes themselves stay on the device.
   */
  forget(): void {
    this.#device?.notes.removeItem(`${this.#key}:epoch`);
    this.#device?.notes.removeItem(`${this.#key}:unsent`);
    this.#note('forgotten', String(this.#forgottenCount + 1));
    this.#isForgotten = true;
  }

  close(): void {
    this.#copy?.close();
  }

  get #forgottenCount(): number {
    return Number(this.#device?.notes.getItem(`${this.#key}:forgotten`) ?? 0);
  }

  #nameFor(epoch: string): string {
    const count = this.#forgottenCount;
    return count === 0 ? `${this.#key}:${epoch}` : `${this.#key}:${epoch}:${count}`;
  }

  /** Whether the note is there now. Where there is no room for it the chapter goes on without. */
  #note(name: string, value: string): boolean {
    try {
      this.#device?.notes.setItem(`${this.#key}:${name}`, value);
      return true;
    } catch {
      return false;
    }
  }
}
