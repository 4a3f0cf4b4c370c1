import type { ChapterNotes } from '../device/chapter-notes.ts';

const NAME = 'unsent';

/**
 * Which pages of a chapter have words that the server did not acknowledge, or were closed with such
 * words in the copy. Each page marks itself; the next one takes over the marks that it finds, as it
 * takes over the words.
 */
export class UnsentMarks {
  readonly #notes: ChapterNotes;
  readonly #own: string;
  readonly #inherited: readonly string[];
  /** Whether marks may be there that are for this page to take away. */
  #mayTakeAway: boolean;

  /** `own` tells this page from others. */
  constructor(notes: ChapterNotes, own: string) {
    this.#notes = notes;
    this.#own = own;
    this.#inherited = this.#read();
    this.#mayTakeAway = this.wereThere;
  }

  /** Whether there were marks when this page was opened. */
  get wereThere(): boolean {
    return this.#inherited.length > 0;
  }

  /** Whether the next page will find this one's mark. */
  get isMarked(): boolean {
    return this.#read().includes(this.#own);
  }

  mark(): void {
    const marks = this.#read();
    // Another page takes it away when it has taken over what it stood for: then there is more by now.
    if (!marks.includes(this.#own)) this.#notes.set(NAME, [...marks, this.#own].join(' '));
    this.#mayTakeAway = true;
  }

  /** All is acknowledged that this page has, also what it took over. */
  takeAway(): void {
    if (!this.#mayTakeAway) return;
    this.#mayTakeAway = false;
    const gone = [...this.#inherited, this.#own];
    const rest = this.#read().filter((mark) => !gone.includes(mark));
    if (rest.length === 0) this.#notes.remove(NAME);
    else this.#notes.set(NAME, rest.join(' '));
  }

  #read(): readonly string[] {
    return (this.#notes.get(NAME) ?? '').split(' ').filter((mark) => mark !== '');
  }
}
