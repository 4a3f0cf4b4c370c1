/**
 * Who made which word and who deleted it, as Yjs tells places apart. It is written down where it is
 * done, in each person's own document and, for the server, from the rows that are its own; so it says
 * what must have come of it all, whatever the rooms and the pages make of each other's updates.
 */
import * as Y from 'yjs';
import type { Database } from '#server/db/db.ts';
import type { StructRange } from '#shared/protocol/protocol.ts';

/** Whole words, as the trial makes them. */
export const WORD = /\[[a-z]+\d+\]/g;

/** The words in a text, in order. */
export function wordsIn(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

/** A word in the place where somebody made it; made anew elsewhere, with its block, it is another. */
interface MadeWord extends StructRange {
  readonly word: string;
  readonly author: string;
  /** The text and the elements around it: with any of them it goes down. */
  readonly within: readonly StructRange[];
}

/** What somebody deleted in one go. */
interface Deleting {
  readonly deleted: readonly StructRange[];
  /** Of each client, the clocks below this are what they had. */
  readonly known: ReadonlyMap<number, number>;
}

/**
 * `deleted`: on purpose, and by nothing else. `dropped`: with a block that somebody deleted who did not
 * know the word. `both`: whether Yjs drops it first depends on who is heard first.
 */
type Fate = 'stands' | 'deleted' | 'dropped' | 'both';

/** How it all ended. */
export interface Ending {
  /** What all replicas have. */
  readonly doc: Y.Doc;
  /** The words that each person is offered back. */
  readonly offered: ReadonlyMap<string, readonly string[]>;
}

type Update = ReturnType<typeof Y.decodeUpdate>;

const SERVER = 'the server';

export class WordLedger {
  readonly #made: MadeWord[] = [];
  readonly #deletings: Deleting[] = [];
  /** What is on disk: of each client, the clocks below this. */
  readonly #onDisk = new Map<number, number>();
  #sequence = 0;

  /** Writes down what a person does in their document. */
  watch(name: string, doc: Y.Doc): void {
    doc.on('update', (update: Uint8Array, _origin, _doc, { local, beforeState }: Y.Transaction) => {
      if (!local) return;
      const done = Y.decodeUpdate(update);
      for (const made of wordsMade(done))
        this.#made.push({ ...made, author: name, within: around(doc, made) });
      this.#deletings.push({ deleted: deletedIn(done), known: beforeState });
    });
  }

  /** Reads each row as soon as it is on disk, and writes down what the server itself does. */
  readonly wrap = (database: Database): Database => ({
    ...database,
    batch: async (queries) => {
      await database.batch(queries);
      await this.#readRows(database);
    },
  });

  /** Throws for what did not end as it must. */
  judge({ doc, offered }: Ending): void {
    const standing = this.#made.filter((made) => stands(doc, made));
    for (const made of this.#made) {
      const fate = this.#fateOf(made);
      const isThere = standing.includes(made);
      if (isThere !== (fate === 'stands'))
        throw new Error(
          `${made.word} of ${made.author} is ${isThere ? '' : 'not '}there: ${fate}.`,
        );
    }
    const expected = standing.map(({ word }) => word).sort();
    const present = [...wordsIn(doc.getXmlFragment('default').toString())].sort();
    if (present.join() !== expected.join())
      throw new Error(`There is ${present.join(' ')}, made was ${expected.join(' ')}.`);
    for (const [name, words] of offered) this.#judgeOffers(name, words);
  }

  /** Exactly what was dropped is offered, each as often as its author made it and lost it. */
  #judgeOffers(name: string, offered: readonly string[]): void {
    const own = this.#made.filter(({ author }) => author === name);
    for (const word of new Set([...offered, ...own.map((made) => made.word)])) {
      const fates = own.filter((made) => made.word === word).map((made) => this.#fateOf(made));
      const count = offered.filter((other) => other === word).length;
      const least = fates.filter((fate) => fate === 'dropped').length;
      const most = least + fates.filter((fate) => fate === 'both').length;
      if (count < least || count > most)
        throw new Error(
          `${word} is offered to ${name} ${count} times, ${least} to ${most} are right: ` +
            `${fates.join(', ') || 'never theirs'}.`,
        );
    }
  }

  #fateOf(made: MadeWord): Fate {
    const isDeleted = this.#deletings.some(({ deleted }) => touches(deleted, made));
    const isDropped = this.#deletings.some(
      ({ deleted, known }) =>
        (known.get(made.clientId) ?? 0) < made.to &&
        made.within.some((one) => touches(deleted, one)),
    );
    if (isDeleted) return isDropped ? 'both' : 'deleted';
    return isDropped ? 'dropped' : 'stands';
  }

  /** The server's own rows say all that it did, and come after all that it then knew. */
  async #readRows({ db }: Database): Promise<void> {
    const rows = await db
      .selectFrom('chapter_update')
      .select(['sequence', 'person_id', 'bytes'])
      .where('sequence', '>', this.#sequence)
      .orderBy('sequence')
      .execute();
    for (const { sequence, person_id, bytes } of rows) {
      this.#sequence = sequence;
      const done = Y.decodeUpdate(bytes);
      if (person_id === null) {
        // It makes words only together with their block, which nobody knows without them.
        for (const made of wordsMade(done))
          this.#made.push({ ...made, author: SERVER, within: [] });
        this.#deletings.push({ deleted: deletedIn(done), known: new Map(this.#onDisk) });
      }
      for (const { id, length } of done.structs) this.#onDisk.set(id.client, id.clock + length);
    }
  }
}

function wordsMade({ structs }: Update): readonly (StructRange & { readonly word: string })[] {
  return structs.flatMap((struct) => {
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) return [];
    const { client: clientId, clock } = struct.id;
    return [...struct.content.str.matchAll(WORD)].map(({ 0: word, index }) => {
      const from = clock + index;
      return { word, clientId, from, to: from + word.length };
    });
  });
}

function deletedIn({ ds }: Update): readonly StructRange[] {
  return [...ds.clients].flatMap(([clientId, ranges]) =>
    ranges.map(({ clock, len }) => ({ clientId, from: clock, to: clock + len })),
  );
}

/** What a piece of text stands in, from the inside out. */
function around(doc: Y.Doc, { clientId, from }: StructRange): readonly StructRange[] {
  const ranges: StructRange[] = [];
  const text = Y.getItem(doc.store, Y.createID(clientId, from));
  for (let item = parentOf(text); item; item = parentOf(item)) {
    const { client, clock } = item.id;
    ranges.push({ clientId: client, from: clock, to: clock + 1 });
  }
  return ranges;
}

function parentOf({ parent }: Y.Item): Y.Item | null {
  return parent instanceof Y.AbstractType ? parent._item : null;
}

function stands({ store }: Y.Doc, { clientId, from }: StructRange): boolean {
  return !Y.getItem(store, Y.createID(clientId, from)).deleted;
}

function touches(ranges: readonly StructRange[], { clientId, from, to }: StructRange): boolean {
  return ranges.some((range) => range.clientId === clientId && range.from < to && from < range.to);
}
