/**
 * People write, delete, rebuild and move blocks at the same time, lose their connection, and the
 * server edits, compacts and restarts. In the end all replicas say the same, every word is there
 * exactly once that nobody deleted, none is there that somebody deleted and nobody copied, and those
 * that Yjs dropped are exactly those offered back: none that only people deleted who knew it. Where a
 * word went both ways, deleted by one who knew it and dropped by another, either is right. Of a word
 * that somebody made anew with its block, only that it is offered once at most is looked at.
 */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { OpenRoom } from '#client/chapter/room/room.ts';
import { openRoomClient } from '#client/chapter/room/room-client.ts';
import { type Block, plainText } from '#shared/content/content.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { SeededRandom } from '#tests/support/random.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';

export interface ConvergenceTrial {
  readonly count: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

/** Runs `count` schedules, one seed each from `seed` on, and logs each that fails with its seed. */
export async function runConvergenceTrial(trial: ConvergenceTrial): Promise<{
  readonly failures: number;
  readonly rounds: number;
  readonly steps: number;
  readonly dropped: number;
}> {
  const { count, seed, log } = trial;
  log(`convergence: ${count} schedules, seed ${seed}`);
  const totals = { failures: 0, rounds: 0, steps: 0, dropped: 0 };
  for (let index = 0; index < count; index += 1) {
    const schedule = await Schedule.open(seed + index);
    try {
      await schedule.run();
    } catch (error) {
      totals.failures += 1;
      log(`seed ${seed + index}: ${error instanceof Error ? error.message : String(error)}`);
      for (const line of schedule.story) log(`  ${line}`);
    } finally {
      totals.rounds += 1;
      totals.steps += schedule.story.length;
      totals.dropped += schedule.offeredCount;
      await schedule.close();
    }
  }
  log(
    `convergence: ${totals.rounds} schedules, ${totals.steps} steps, ${totals.dropped} words dropped and ` +
      `offered, ${totals.failures} failures`,
  );
  return totals;
}

const NAMES = ['ada', 'ben', 'cleo', 'dov', 'eva'];
const WORD = /\[[a-z]+\d+\]/g;

/** One person at a page. */
class Writer {
  readonly room: OpenRoom;
  isOffline = false;
  socket: WebSocket | undefined;

  readonly name: string;

  constructor(world: SyncWorld, name: string) {
    this.name = name;
    const headers = { authorization: `Bearer ${name}` };
    const connected = (socket: WebSocket): void => {
      this.socket = socket;
    };
    const isOffline = (): boolean => this.isOffline;
    class Socket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        // Nobody listens on port 1: the connection fails as without a network.
        super(isOffline() ? 'ws://127.0.0.1:1' : address, protocols ?? [], { headers });
        connected(this);
      }
    }
    this.room = openRoomClient({
      chapterId: CHAPTER,
      personId: name,
      address: `ws://127.0.0.1:${world.port}/sync`,
      // The `ws` socket has all that the provider uses of the browser's.
      Socket: Socket as unknown as typeof globalThis.WebSocket,
      device: null,
      retryMs: 15,
    });
  }

  get fragment(): Y.XmlFragment {
    return this.room.doc.getXmlFragment('default');
  }

  blocks(): Y.XmlElement[] {
    return this.fragment.toArray().filter((child) => child instanceof Y.XmlElement);
  }

  goOffline(): void {
    this.isOffline = true;
    this.socket?.terminate();
  }
}

/** The one text of a block, made if there is none. */
function lineOf(block: Y.XmlElement): Y.XmlText {
  const text = block.toArray().find((child) => child instanceof Y.XmlText);
  if (text) return text;
  const fresh = new Y.XmlText();
  block.insert(0, [fresh]);
  return fresh;
}

function textOf(element: Y.XmlElement | Y.XmlFragment): string {
  return element
    .toArray()
    .map((child) =>
      child instanceof Y.XmlText
        ? child.toString().replace(/<[^>]*>/g, '')
        : child instanceof Y.XmlElement
          ? textOf(child)
          : '',
    )
    .join('');
}

const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

/** Where a word was typed, as Yjs and as the server tell places apart. */
interface Typed {
  readonly clientId: number;
  /** Whoever has all of this client up to here knows the word. */
  readonly endClock: number;
  readonly element: string;
  /** Undefined for a block to which the server has not yet given one. */
  readonly blockId: string | undefined;
}

/** Whether a deletion or a rebuilding took a word with it that its author did not know. */
type Takes = (word: string, typed: Typed) => boolean;

function elementOf(block: Y.XmlElement): string {
  const id = block._item?.id;
  return `${id?.client}:${id?.clock}`;
}

/** What goes down unseen when somebody deletes a block whose document this is at that moment. */
function takenBy(doc: Y.Doc, block: Y.XmlElement): Takes {
  const known = Y.decodeStateVector(Y.encodeStateVector(doc));
  const gone = elementOf(block);
  return (_word, { clientId, endClock, element }) =>
    element === gone && (known.get(clientId) ?? 0) < endClock;
}

class Schedule {
  readonly story: string[] = [];
  offeredCount = 0;
  readonly #random: SeededRandom;
  readonly #world: SyncWorld;
  readonly #writers: Writer[];
  /** Who wrote each word. */
  readonly #authors = new Map<string, Writer | 'server'>();
  /** Words that somebody who saw them deleted, or made anew elsewhere. */
  readonly #touched = new Set<string>();
  /** Of those, the ones that somebody made anew: they may be there more than once. */
  readonly #copied = new Set<string>();
  readonly #typed = new Map<string, Typed>();
  /** Each deletion of a block. */
  readonly #takings: Takes[] = [];
  /** How often a block with this id was made anew. Of two that are made at once one gets another id. */
  readonly #remade = new Map<string, number>();
  #wordCount = 0;

  private constructor(seed: number, world: SyncWorld) {
    this.#random = new SeededRandom(seed);
    this.#world = world;
    const count = 2 + this.#random.below(4);
    this.#writers = NAMES.slice(0, count).map((name) => new Writer(world, name));
  }

  static async open(seed: number): Promise<Schedule> {
    const world = await SyncWorld.open({
      blocks: ['a', 'b', 'c'].map((id) => paragraph(id, 'Text. ')),
      limits: { compaction: { rows: 4, bytes: 1 << 20 } },
    });
    return new Schedule(seed, world);
  }

  async run(): Promise<void> {
    await this.#saved();
    const stepCount = 15 + this.#random.below(30);
    for (let step = 0; step < stepCount; step += 1) {
      await this.#step();
      for (let turns = this.#random.below(4); turns > 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve));
      if (this.#random.next() < 0.1) await this.#saved();
    }
    for (const writer of this.#writers) writer.isOffline = false;
    await this.#saved();
    await this.#converged();
    this.#judge();
  }

  async close(): Promise<void> {
    for (const { room } of this.#writers) room.close();
    await this.#world.close();
  }

  async #step(): Promise<void> {
    const writer = this.#random.pick(this.#writers);
    if (!writer) return;
    const chance = this.#random.next();
    if (chance < 0.45) this.#type(writer);
    else if (chance < 0.52) this.#deleteWord(writer);
    else if (chance < 0.6) this.#deleteBlock(writer);
    else if (chance < 0.68) this.#rebuild(writer);
    else if (chance < 0.74) this.#addBlock(writer);
    else if (chance < 0.84) this.#toggleConnection(writer);
    else if (chance < 0.94) this.#serverEdit();
    else if (chance < 0.97) await this.#settle();
    else await this.#restart();
  }

  #newWord(author: Writer | 'server'): string {
    this.#wordCount += 1;
    const word = `[${author === 'server' ? 'server' : author.name}${this.#wordCount}]`;
    this.#authors.set(word, author);
    return word;
  }

  #type(writer: Writer): void {
    const block = this.#random.pick(writer.blocks());
    if (!block) return;
    const word = this.#newWord(writer);
    writer.room.doc.transact(() => {
      const line = lineOf(block);
      const text = line.toString();
      const places = [0, text.length, ...[...text.matchAll(WORD)].map(({ index }) => index)];
      line.insert(this.#random.pick(places) ?? 0, word);
    });
    const id = block.getAttribute('id');
    const { doc } = writer.room;
    this.#typed.set(word, {
      clientId: doc.clientID,
      endClock: Y.getState(doc.store, doc.clientID),
      element: elementOf(block),
      blockId: typeof id === 'string' ? id : undefined,
    });
    this.story.push(`${writer.name} types ${word}`);
  }

  #deleteWord(writer: Writer): void {
    const block = this.#random.pick(writer.blocks());
    if (!block) return;
    const line = lineOf(block);
    const found = this.#random.pick([...line.toString().matchAll(WORD)]);
    if (!found) return;
    this.#touched.add(found[0]);
    line.delete(found.index, found[0].length);
    this.story.push(`${writer.name} deletes ${found[0]}`);
  }

  #deleteBlock(writer: Writer): void {
    const index = this.#random.below(writer.blocks().length);
    const block = writer.blocks()[index];
    if (!block || writer.fragment.length < 2) return;
    const gone = wordsIn(textOf(block));
    for (const word of gone) this.#touched.add(word);
    this.#takings.push(takenBy(writer.room.doc, block));
    writer.fragment.delete(writer.fragment.toArray().indexOf(block), 1);
    this.story.push(`${writer.name} deletes a block with ${gone.join(' ')}`);
  }

  /** What an editor does to make a heading of a paragraph: a new element with the same words. */
  #rebuild(writer: Writer): void {
    const block = this.#random.pick(writer.blocks());
    if (!block) return;
    const text = textOf(block);
    this.#copy(text);
    this.#takings.push(takenBy(writer.room.doc, block));
    const at = writer.fragment.toArray().indexOf(block);
    writer.room.doc.transact(() => {
      const heading = new Y.XmlElement<{ id: string; level: number }>('heading');
      const id = block.getAttribute('id');
      if (typeof id === 'string') {
        heading.setAttribute('id', id);
        this.#remakes(id);
      }
      heading.setAttribute('level', 2);
      const line = new Y.XmlText();
      line.insert(0, text);
      heading.insert(0, [line]);
      writer.fragment.delete(at, 1);
      writer.fragment.insert(at, [heading as unknown as Y.XmlElement]);
    });
    this.story.push(`${writer.name} rebuilds a block with ${text}`);
  }

  /** Somebody makes these words anew. */
  #copy(text: string): void {
    for (const word of wordsIn(text)) {
      this.#touched.add(word);
      this.#copied.add(word);
    }
  }

  #addBlock(writer: Writer): void {
    const word = this.#newWord(writer);
    const element = new Y.XmlElement('paragraph');
    const line = new Y.XmlText();
    line.insert(0, word);
    element.insert(0, [line]);
    writer.fragment.insert(this.#random.below(writer.fragment.length + 1), [element]);
    this.story.push(`${writer.name} adds a block with ${word}`);
  }

  #toggleConnection(writer: Writer): void {
    if (writer.isOffline) writer.isOffline = false;
    else writer.goOffline();
    this.story.push(`${writer.name} is ${writer.isOffline ? 'offline' : 'back'}`);
  }

  /** Moves, deletes or lengthens a block through the server, which answers only when it is on disk. */
  #serverEdit(): void {
    const kind = this.#random.pick(['move', 'delete', 'write'] as const);
    const place = this.#random.next();
    const word = kind === 'write' ? this.#newWord('server') : '';
    this.#world.sync
      .edit(CHAPTER, { author: { kind: 'operator' }, reason: 'api' }, (blocks) => {
        const index = Math.floor(place * blocks.length);
        const block = blocks[index];
        const others = blocks.filter((_, at) => at !== index);
        // Blocks that share an id, after two people rebuilt one at once, are rewritten as one and anew.
        for (const { id, json } of blocks)
          if (blocks.filter((other) => other.id === id).length > 1)
            this.#serverTakes(id, blocks, plainText(json));
        const text = block ? plainText(block.json) : '';
        this.story.push(`the server: ${kind} ${text} ${word}`);
        if (kind === 'write') return [...blocks, paragraph(`server${this.#wordCount}`, word)];
        if (block) this.#serverTakes(block.id, blocks, text);
        // Of two that change places either may be the one that is made anew.
        const last = blocks.at(-1);
        if (kind === 'move' && last && index === blocks.length - 2)
          this.#serverTakes(last.id, blocks, plainText(last.json));
        if (!block || (kind === 'delete' && blocks.length > 1)) return others;
        return [...others, block];
      })
      .catch((error: unknown) => {
        // The server stopped before it could answer: whether the word is there is open.
        if (word !== '') this.#touched.add(word);
        this.story.push(`the server's edit failed: ${String(error)}`);
      });
  }

  /** The server deletes a block, or makes it anew: what it then has, it knows. */
  #serverTakes(id: string, blocks: readonly Block[], text: string): void {
    this.#copy(text);
    this.#remakes(id);
    const known = new Set(blocks.flatMap(({ json }) => wordsIn(plainText(json))));
    this.#takings.push(
      (word, { blockId }) =>
        !known.has(word) &&
        (blockId === undefined || blockId === id || (this.#remade.get(blockId) ?? 0) > 1),
    );
  }

  #remakes(id: string): void {
    this.#remade.set(id, (this.#remade.get(id) ?? 0) + 1);
  }

  async #settle(): Promise<void> {
    this.story.push('the chapter settles');
    await this.#world.sync.settle([CHAPTER]);
  }

  async #restart(): Promise<void> {
    this.story.push('the server restarts');
    await this.#world.restart();
  }

  /** Waits until everyone who is connected is told that their words are saved. */
  async #saved(): Promise<void> {
    await eventually('everyone is saved', () =>
      this.#writers.every(
        ({ room, isOffline }) => isOffline || room.view().saving.kind === 'saved',
      ),
    );
  }

  async #converged(): Promise<void> {
    const texts = (): string[] => this.#writers.map(({ fragment }) => fragment.toString());
    for (let attempt = 0; ; attempt += 1) {
      await this.#world.sync.settle([CHAPTER]);
      const stored = await this.#world.storedDoc();
      const expected = stored.getXmlFragment('default').toString();
      const vector = Y.encodeStateVector(stored).join();
      const agrees = this.#writers.every(
        ({ room }) => Y.encodeStateVector(room.doc).join() === vector,
      );
      if (agrees && texts().every((text) => text === expected)) return;
      if (attempt > 400)
        throw new Error(`The replicas differ: ${[expected, ...texts()].join('\n    ')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #judge(): void {
    const [first] = this.#writers;
    if (!first) return;
    const present = wordsIn(textOf(first.fragment));
    for (const word of present)
      if (!this.#authors.has(word)) throw new Error(`${word} is from nobody.`);
    const offered = new Map<string, string[]>();
    for (const { name, room } of this.#writers)
      for (const { text } of room.view().dropped)
        for (const word of wordsIn(text)) {
          this.offeredCount += 1;
          offered.set(word, [...(offered.get(word) ?? []), name]);
        }
    for (const [word, author] of this.#authors) {
      const count = present.filter((other) => other === word).length;
      const to = offered.get(word) ?? [];
      if (to.length > 1) throw new Error(`${word} is offered twice.`);
      // Made anew it stands in the words of two people; which of them went cannot be told from here.
      if (this.#copied.has(word)) continue;
      if (to[0] !== undefined && (author === 'server' || to[0] !== author.name))
        throw new Error(`${word} is offered to ${to[0]}, who did not write it.`);
      const typed = this.#typed.get(word);
      const mayBeDropped = typed && this.#takings.some((takes) => takes(word, typed));
      if (to.length > 0 && !mayBeDropped)
        throw new Error(`${word} is offered, and only who knew it deleted it.`);
      if (this.#touched.has(word) && count > 0)
        throw new Error(`${word} was deleted and is there.`);
      if (this.#touched.has(word)) continue;
      if (count > 1) throw new Error(`${word} is there ${count} times.`);
      if (count === 1 && to.length > 0) throw new Error(`${word} is there and offered as well.`);
      if (count === 0 && to.length === 0) throw new Error(`${word} is lost and not offered.`);
    }
  }
}
