/**
 * A chapter's copy on this device, for chapters that were opened before: it is there without a
 * connection, and what was not yet sent survives a reload. One copy a person, chapter and epoch: two
 * histories of a chapter must never meet in one document.
 */
import type { Doc } from 'yjs';
import type { ChapterNotes } from './chapter-notes.ts';
import type { Device } from './device.ts';
import type { Merging } from './merging.ts';
import { StoredCopy } from './stored-copy.ts';

export interface KeptCopyOptions {
  /** Nothing is kept without one. */
  readonly device: Device | undefined;
  readonly doc: Doc;
  readonly notes: ChapterNotes;
  readonly merging: Merging;
  /** Called whenever `holdsUnsent` may have changed. */
  readonly changed: () => void;
  /** What the device refused is tried again after so long. */
  readonly retryMs: number;
}

/** What a device holds of one person's chapter. */
export class KeptCopy {
  readonly #options: KeptCopyOptions;
  readonly #device: Device | undefined;
  readonly #notes: ChapterNotes;
  #copy: StoredCopy | undefined;
  /** `opening`: what it holds is not in the document yet. */
  #loading: 'none' | 'opening' | 'loaded' | 'failed' = 'none';
  /** Whether this page said, or was opened with, that there are unsent words. */
  #hasNoted: boolean;
  #isForgotten = false;

  constructor(options: KeptCopyOptions) {
    this.#options = options;
    this.#device = options.device;
    this.#notes = options.notes;
    this.#hasNoted = this.hasUnsent;
  }

  /** The history that the copy belongs to; undefined when the chapter was not opened here before. */
  get epoch(): string | undefined {
    return this.#notes.get('epoch');
  }

  /** Whether the copy has words that the server did not acknowledge. */
  get hasUnsent(): boolean {
    return this.#notes.get('unsent') === 'yes';
  }

  /** Whether words that were noted as unsent may still come out of the copy. */
  get isAwaited(): boolean {
    return this.#loading === 'opening' && this.#hasNoted;
  }

  /**
   * Whether the unsent words survive this page: the copy has all that is in the document, written and
   * without an error, and the next visit will know that some of it is to be sent.
   */
  get holdsUnsent(): boolean {
    return this.#copy?.isWhole() === true && this.hasUnsent && !this.#isForgotten;
  }

  /**
   * Opens the copy, if there is one, and keeps it up to date from then on. Resolves when its words are
   * in the document, with whether there was one; rejects when it cannot be read.
   */
  async load(): Promise<boolean> {
    const { epoch } = this;
    if (!this.#device || epoch === undefined) return false;
    this.#loading = 'opening';
    try {
      this.#copy = this.#open(this.#device, epoch);
      await this.#copy.loaded;
      this.#loading = 'loaded';
      return true;
    } catch (error) {
      this.#loading = 'failed';
      throw error;
    }
  }

  /** Begins a copy of this history, unless there is one. */
  begin(epoch: string): void {
    if (!this.#device || this.#copy || this.#isForgotten) return;
    // A copy that no note leads to would never be found again.
    if (!this.#notes.set('epoch', epoch)) return;
    this.#copy = this.#open(this.#device, epoch);
    // Where it cannot be opened it is not whole, and that is what counts.
    this.#copy.loaded.catch(() => undefined);
  }

  /**
   * Notes whether there are words that the server did not acknowledge. That there are none any more is
   * for the page to say that noted some, and that has seen the copy: another one's may still wait in it.
   */
  noteUnsent(hasUnsent: boolean): void {
    if (!this.#device || this.#isForgotten) return;
    if (hasUnsent && !this.hasUnsent) this.#notes.set('unsent', 'yes');
    else if (!hasUnsent && this.#hasNoted) {
      if (this.#loading === 'opening' || this.#loading === 'failed') return;
      this.#notes.remove('unsent');
    }
    this.#hasNoted = hasUnsent;
  }

  /**
   * The next visit begins anew, also when it finds the same history: what this copy holds would be
   * sent, and refused, again. The bytes themselves stay on the device.
   */
  forget(): void {
    this.#notes.remove('epoch');
    this.#notes.remove('unsent');
    this.#notes.set('forgotten', String(this.#forgottenCount + 1));
    this.#isForgotten = true;
  }

  close(): void {
    this.#copy?.close();
  }

  #open(device: Device, epoch: string): StoredCopy {
    const name = this.#nameFor(epoch);
    const open = (lost: () => void) => device.openRows(name, lost);
    return new StoredCopy({ ...this.#options, open });
  }

  get #forgottenCount(): number {
    return Number(this.#notes.get('forgotten') ?? 0);
  }

  #nameFor(epoch: string): string {
    const count = this.#forgottenCount;
    return count === 0 ? `${this.#notes.key}:${epoch}` : `${this.#notes.key}:${epoch}:${count}`;
  }
}
