/**
 * People write, delete, rebuild and move blocks at the same time, lose their connection, and the
 * server edits, compacts and restarts. In the end all replicas say the same, every word is there as
 * often as it was made and neither deleted nor dropped, and those that Yjs dropped are exactly those
 * offered back, to whoever made them: none that only people deleted who knew it. Where a word went both
 * ways, deleted by one who knew it and dropped by another, either is right.
 */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { OpenRoom } from '#client/chapter/room/room.ts';
import { openRoomClient } from '#client/chapter/room/room-client.ts';
import { plainText } from '#shared/content/content.ts';
import { eventually } from '#tests/support/eventually.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { SeededRandom } from '#tests/support/random.ts';
import { CHAPTER, SyncWorld } from '#tests/support/sync-world.ts';
import { WORD, WordLedger, wordsIn } from './word-ledger.ts';

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

interface Witnessed {
  readonly world: SyncWorld;
  /** Watches the world. */
  readonly ledger: WordLedger;
}

class Schedule {
  readonly story: string[] = [];
  offeredCount = 0;
  readonly #random: SeededRandom;
  readonly #world: SyncWorld;
  readonly #writers: Writer[];
  readonly #ledger: WordLedger;
  #wordCount = 0;

  private constructor(seed: number, { world, ledger }: Witnessed) {
    this.#random = new SeededRandom(seed);
    this.#world = world;
    this.#ledger = ledger;
    const count = 2 + this.#random.below(4);
    this.#writers = NAMES.slice(0, count).map((name) => new Writer(world, name));
    for (const { name, room } of this.#writers) ledger.watch(name, room.doc);
  }

  static async open(seed: number): Promise<Schedule> {
    const ledger = new WordLedger();
    const world = await SyncWorld.open({
      wrap: ledger.wrap,
      blocks: ['a', 'b', 'c'].map((id) => paragraph(id, 'Text. ')),
      limits: { compaction: { rows: 4, bytes: 1 << 20 } },
    });
    return new Schedule(seed, { world, ledger });
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

  #newWord(name: string): string {
    this.#wordCount += 1;
    return `[${name}${this.#wordCount}]`;
  }

  #type(writer: Writer): void {
    const block = this.#random.pick(writer.blocks());
    if (!block) return;
    const word = this.#newWord(writer.name);
    writer.room.doc.transact(() => {
      const line = lineOf(block);
      const text = line.toString();
      const places = [0, text.length, ...[...text.matchAll(WORD)].map(({ index }) => index)];
      line.insert(this.#random.pick(places) ?? 0, word);
    });
    this.story.push(`${writer.name} types ${word}`);
  }

  #deleteWord(writer: Writer): void {
    const block = this.#random.pick(writer.blocks());
    if (!block) return;
    const line = lineOf(block);
    const found = this.#random.pick([...line.toString().matchAll(WORD)]);
    if (!found) return;
    line.delete(found.index, found[0].length);
    this.story.push(`${writer.name} deletes ${found[0]}`);
  }

  #deleteBlock(writer: Writer): void {
    const index = this.#random.below(writer.blocks().length);
    const block = writer.blocks()[index];
    if (!block || writer.fragment.length < 2) return;
    const gone = wordsIn(textOf(block));
    writer.fragment.delete(writer.fragment.toArray().indexOf(block), 1);
    this.story.push(`${writer.name} deletes a block with ${gone.join(' ')}`);
  }

  /** What an editor does to make a heading of a paragraph: a new element with the same words. */
  #rebuild(writer: Writer): void {
    const block = this.#random.pick(writer.blocks());
    if (!block) return;
    const text = textOf(block);
    const at = writer.fragment.toArray().indexOf(block);
    writer.room.doc.transact(() => {
      const heading = new Y.XmlElement<{ id: string; level: number }>('heading');
      const id = block.getAttribute('id');
      if (typeof id === 'string') heading.setAttribute('id', id);
      heading.setAttribute('level', 2);
      const line = new Y.XmlText();
      line.insert(0, text);
      heading.insert(0, [line]);
      writer.fragment.delete(at, 1);
      writer.fragment.insert(at, [heading as unknown as Y.XmlElement]);
    });
    this.story.push(`${writer.name} rebuilds a block with ${text}`);
  }

  #addBlock(writer: Writer): void {
    const word = this.#newWord(writer.name);
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
        const text = block ? plainText(block.json) : '';
        this.story.push(`the server: ${kind} ${text} ${word}`);
        if (kind === 'write') return [...blocks, paragraph(`server${this.#wordCount}`, word)];
        if (!block || (kind === 'delete' && blocks.length > 1)) return others;
        return [...others, block];
      })
      .catch((error: unknown) => {
        // The server stopped before it could answer: the ledger knows whether it is on disk.
        this.story.push(`the server's edit failed: ${String(error)}`);
      });
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
    const offered = new Map(
      this.#writers.map(({ name, room }) => [
        name,
        room.view().dropped.flatMap(({ text }) => wordsIn(text)),
      ]),
    );
    for (const words of offered.values()) this.offeredCount += words.length;
    this.#ledger.judge({ doc: first.room.doc, offered });
  }
}
