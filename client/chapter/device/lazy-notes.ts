import type { Notes } from './device.ts';

/** So long a note stands that was taken back, in milliseconds. */
const STAYS = 1_000;

/**
 * Notes that are taken back a moment later. That there are unsent words is noted and taken back with
 * every key, and each is a write to the disk; so it is written once for all the keys of a sentence.
 * `flush` before the page goes: a note that nobody takes back any more would say what is not so.
 */
export class LazyNotes implements Notes {
  readonly #notes: Notes;
  /** What is to go, as it was taken back. */
  readonly #going = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  getItem(key: string): string | null {
    const text = this.#notes.getItem(key);
    return this.#going.get(key) === text ? null : text;
  }

  setItem(key: string, text: string): void {
    const isThere = this.#going.get(key) === text && this.#notes.getItem(key) === text;
    if (!isThere) this.#notes.setItem(key, text);
    this.#going.delete(key);
  }

  removeItem(key: string): void {
    const text = this.#notes.getItem(key);
    if (text !== null) this.#going.set(key, text);
    this.#timer ??= setTimeout(() => this.flush(), STAYS);
  }

  /** Takes back now what is to be taken back, and not what another tab has noted since. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [key, text] of this.#going)
      if (this.#notes.getItem(key) === text) this.#notes.removeItem(key);
    this.#going.clear();
  }
}
