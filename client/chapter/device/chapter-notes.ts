import type { Notes } from './device.ts';

/** What this device notes of one person's chapter: short texts by name, which outlive the page. */
export class ChapterNotes {
  /** Begins the name of everything that the device keeps of it. */
  readonly key: string;
  readonly #notes: Notes | undefined;

  /** Where nothing can be noted, nothing is ever there. */
  constructor(notes: Notes | undefined, of: { personId: string; chapterId: string }) {
    this.#notes = notes;
    this.key = `commonbook:${of.personId}:${of.chapterId}`;
  }

  get(name: string): string | undefined {
    return this.#notes?.getItem(`${this.key}:${name}`) ?? undefined;
  }

  /** Whether the note is there now. Where there is no room for it the chapter goes on without. */
  set(name: string, text: string): boolean {
    try {
      this.#notes?.setItem(`${this.key}:${name}`, text);
      return this.#notes !== undefined;
    } catch {
      return false;
    }
  }

  remove(name: string): void {
    this.#notes?.removeItem(`${this.key}:${name}`);
  }
}
