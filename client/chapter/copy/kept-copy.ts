/**
 * A chapter's copy on this device, for chapters that were opened before: it is there without a
 * connection, and what was not yet sent survives a reload. One copy a person, chapter and epoch: two
 * histories of a chapter must never meet in one document.
 */
import type { Doc } from 'yjs';
import type { ChapterNotes } from '../device/chapter-notes.ts';
import type { Device } from '../device/device.ts';
import type { Merging } from '../merging/merging.ts';
import { StoredCopy } from './stored-copy.ts';
import { UnsentMarks } from './unsent-marks.ts';

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
  readonly #marks: UnsentMarks;
  #copy: StoredCopy | undefined;
  /** The name under which the device has it. */
  #name: string | undefined;
  /** `opening`: what it holds is not in the document yet. */
  #loading: 'none' | 'opening' | 'loaded' | 'failed' = 'none';
  /** Whether the device had the copy and no note of it. */
  #wasUnnoted = false;
  #isForgotten = false;
  #isClosed = false;

  constructor(options: KeptCopyOptions) {
    this.#options = options;
    this.#device = options.device;
    this.#notes = options.notes;
    this.#marks = new UnsentMarks(options.notes, String(options.doc.clientID));
  }

  /** The history that the copy belongs to; undefined when the chapter was not opened here before. */
  get epoch(): string | undefined {
    return this.#notes.get('epoch');
  }

  /**
   * Whether pages before this one left words in the copy that the server did not acknowledge; or may
   * have, where their notes are lost.
   */
  get hadUnsent(): boolean {
    return this.#marks.wereThere || this.#wasUnnoted;
  }

  /** Whether such words may still come out of the copy. */
  get isAwaited(): boolean {
    return this.#loading === 'opening' && this.hadUnsent;
  }

  /**
   * Whether the unsent words survive this page: the copy has all that is in the document, written and
   * without an error, and the next visit will find it and know that some of it is to be sent.
   */
  get holdsUnsent(): boolean {
    return this.#copy?.isWhole() === true && this.#isFound && this.#marks.isMarked;
  }

  /**
   * Opens the copy, if there is one, and keeps it up to date from then on. Resolves when its words are
   * in the document, with whether there were any; rejects when it cannot be read. A browser may have
   * kept the note of a copy and not the copy.
   */
  async load(): Promise<boolean> {
    if (this.epoch === undefined) {
      await this.#noteUnnoted();
      // Meanwhile the page was left, or the server has spoken.
      if (this.#isClosed || this.#copy || this.#isForgotten) return false;
    }
    const { epoch } = this;
    if (!this.#device || epoch === undefined) return false;
    this.#loading = 'opening';
    try {
      this.#copy = this.#open(this.#device, epoch);
      await this.#copy.loaded;
      this.#loading = 'loaded';
      return this.#options.doc.store.clients.size > 0;
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
   * Notes whether this page has words that the server did not acknowledge. That it has none any more it
   * can say only when it has seen the copy: some may still wait in it.
   */
  noteUnsent(hasUnsent: boolean): void {
    if (!this.#device || this.#isForgotten) return;
    if (hasUnsent) this.#marks.mark();
    else if (this.#loading !== 'opening' && this.#loading !== 'failed') this.#marks.takeAway();
  }

  /**
   * The next visit begins anew, also when it finds the same history: what this copy holds would be
   * sent, and refused, again. The bytes themselves stay on the device.
   */
  forget(): void {
    this.#isForgotten = true;
    // Another tab may have begun anew since: its copy is not this one.
    if (this.#name !== undefined && !this.#isFound) return;
    this.#notes.remove('epoch');
    this.#notes.remove('unsent');
    this.#notes.set('forgotten', String(this.#forgottenCount + 1));
  }

  close(): void {
    this.#isClosed = true;
    this.#copy?.close();
  }

  /** Whether the next visit will find this copy; not when another tab has forgotten it. */
  get #isFound(): boolean {
    const { epoch } = this;
    return epoch !== undefined && this.#nameFor(epoch) === this.#name;
  }

  /**
   * A browser writes its notes to the disk seconds after it has written rows: killed in between, it has
   * the copy alone. Of several the server has to say which one is the chapter's.
   */
  async #noteUnnoted(): Promise<void> {
    const all = (await this.#device?.rowNames().catch(() => [])) ?? [];
    const [name, ...others] = all.filter((one) => one.startsWith(`${this.#notes.key}:`));
    const epoch = name?.slice(this.#notes.key.length + 1).split(':')[0];
    if (epoch === undefined || others.length > 0 || name !== this.#nameFor(epoch)) return;
    if (this.epoch === undefined && !this.#isClosed)
      this.#wasUnnoted = this.#notes.set('epoch', epoch);
  }

  #open(device: Device, epoch: string): StoredCopy {
    const name = this.#nameFor(epoch);
    this.#name = name;
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
