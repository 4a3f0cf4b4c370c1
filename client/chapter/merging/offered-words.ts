import * as Y from 'yjs';
import type { ChapterNotes } from '../device/chapter-notes.ts';
import type { Loss } from './dropped-words.ts';

const NAME = 'dropped';
const DECIDED = 'decided';
/** The newest so many decisions are remembered; a page that slept longer may ask once more. */
const MAX_DECIDED = 100;

/**
 * Words that a merge dropped, offered until their author has put them back or left them out, also over
 * reloads. All tabs of a chapter offer the same, and a decision in one of them counts.
 */
export class OfferedWords {
  readonly #notes: ChapterNotes;
  readonly #losses = new Map<string, Loss>();
  /** Those that the device took note of. */
  readonly #noted = new Set<string>();

  constructor(notes: ChapterNotes) {
    this.#notes = notes;
    for (const loss of this.#read()) {
      this.#losses.set(loss.id, loss);
      this.#noted.add(loss.id);
    }
  }

  /** In the order in which they were lost. */
  all(): readonly Loss[] {
    return [...this.#losses.values()];
  }

  /** A page that slept merges later than another: what was decided meanwhile is not asked again. */
  add(loss: Loss): void {
    if (this.#decided().includes(loss.id)) return;
    this.#losses.set(loss.id, loss);
    if (this.#write([...this.#read().filter(({ id }) => id !== loss.id), loss]))
      this.#noted.add(loss.id);
  }

  /** Ends the offer and returns it; undefined when there is none, or when another tab has ended it. */
  take(id: string): Loss | undefined {
    const loss = this.#losses.get(id);
    this.#losses.delete(id);
    const noted = this.#read();
    if (this.#noted.has(id) && !noted.some((one) => one.id === id)) return undefined;
    this.#write(noted.filter((one) => one.id !== id));
    if (this.#decided().includes(id)) return undefined;
    this.#notes.set(DECIDED, JSON.stringify([...this.#decided(), id].slice(-MAX_DECIDED)));
    return loss;
  }

  #decided(): readonly unknown[] {
    try {
      const ids: unknown = JSON.parse(this.#notes.get(DECIDED) ?? '[]');
      return Array.isArray(ids) ? ids : [];
    } catch {
      // Not written by us: nothing was decided.
      return [];
    }
  }

  /** A note that is decided may stand for a moment longer, and another tab may have kept it there. */
  #read(): readonly Loss[] {
    try {
      const losses: unknown = JSON.parse(this.#notes.get(NAME) ?? '[]');
      const decided = this.#decided();
      return Array.isArray(losses)
        ? losses.flatMap(readLoss).filter(({ id }) => !decided.includes(id))
        : [];
    } catch {
      // Not written by us: there is nothing to offer in it.
      return [];
    }
  }

  #write(losses: readonly Loss[]): boolean {
    if (losses.length > 0) return this.#notes.set(NAME, JSON.stringify(losses.map(writeLoss)));
    this.#notes.remove(NAME);
    return true;
  }
}

function writeLoss({ id, text, place }: Loss): unknown {
  return { id, text, place: [...Y.encodeRelativePosition(place)] };
}

/** None when it is not what we write. Throws when its place cannot be read. */
function readLoss(noted: unknown): readonly Loss[] {
  if (typeof noted !== 'object' || noted === null) return [];
  if (!('id' in noted && 'text' in noted && 'place' in noted)) return [];
  const { id, text, place } = noted;
  if (typeof id !== 'string' || typeof text !== 'string' || !Array.isArray(place)) return [];
  return [{ id, text, place: Y.decodeRelativePosition(Uint8Array.from(place)) }];
}
