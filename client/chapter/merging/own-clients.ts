import type { ChapterNotes } from '../device/chapter-notes.ts';

const NAME = 'own';
/** The newest so many are remembered: words of older visits have long been seen by everybody. */
const MAX = 100;

/**
 * The Yjs client ids under which this person wrote in a chapter on this device. They are remembered
 * over reloads, so that words of an earlier visit are known as one's own when a merge drops them.
 */
export class OwnClients {
  readonly #notes: ChapterNotes;
  readonly #ids: Set<number>;

  constructor(notes: ChapterNotes) {
    this.#notes = notes;
    this.#ids = new Set(noted(notes));
  }

  has(clientId: number): boolean {
    return this.#ids.has(clientId);
  }

  /** Takes in what other tabs have noted since. */
  readAgain(): void {
    for (const id of noted(this.#notes)) this.#ids.add(id);
  }

  /** Something was written under this id, on this device. */
  add(clientId: number): void {
    if (this.#ids.has(clientId)) return;
    this.#ids.add(clientId);
    // Read again: another tab notes its own.
    const others = noted(this.#notes).filter((id) => id !== clientId);
    this.#notes.set(NAME, JSON.stringify([...others, clientId].slice(-MAX)));
  }
}

function noted(notes: ChapterNotes): readonly number[] {
  try {
    const ids: unknown = JSON.parse(notes.get(NAME) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'number') : [];
  } catch {
    // Not written by us: then nothing is known of earlier visits.
    return [];
  }
}
