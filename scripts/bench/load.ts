/** The load under which a sync server is measured: people who type, and programs that write as fast as they are heard. */
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { type Line, openLine, type Room } from './line.ts';

const TYPISTS = 10;
const READERS = 40;
const KEY_EVERY_MS = 100;
const WRITERS = 4;
/** Changes that a writer sends before the first of them must have come to another. */
const IN_FLIGHT = 2_000;
/** The kernel counts a process's time in so many parts of a second. */
const TICKS_PER_SECOND = 100;

/** Somebody who writes at the end of a paragraph of their own, without looking at others' words. */
class Writer {
  readonly #doc = new Y.Doc();
  readonly #text = new Y.XmlText();
  readonly #line: Line;
  /** Changes sent. */
  sentCount = 0;
  readonly #base: number;

  constructor(line: Line) {
    this.#line = line;
    this.#doc.on('update', (update: Uint8Array) => line.send(update));
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [this.#text]);
    this.#doc.getXmlFragment('default').insert(0, [paragraph]);
    this.#base = this.#clock;
  }

  get clientId(): number {
    return this.#doc.clientID;
  }

  /** Writes one letter; the number of it, from 0. */
  write(): number {
    this.#text.insert(this.sentCount, 'e');
    this.sentCount += 1;
    return this.sentCount - 1;
  }

  /** The letters of this writer that an update carries, as numbers from–to. */
  lettersIn(update: Uint8Array): readonly (readonly [number, number])[] {
    return Y.decodeUpdate(update)
      .structs.filter(
        ({ id, length }) => id.client === this.clientId && id.clock + length > this.#base,
      )
      .map(({ id, length }) => [
        Math.max(0, id.clock - this.#base),
        id.clock + length - this.#base,
      ]);
  }

  close(): void {
    this.#line.close();
    this.#doc.destroy();
  }

  get #clock(): number {
    return Y.getState(this.#doc.store, this.clientId);
  }
}

export interface FanOut {
  /** From the key to each other person who hears of it. */
  readonly latencies: readonly number[];
  /** Of the server, in per cent of a core. */
  readonly cpu: number;
}

/** Ten people type ten letters a second each; forty more are in the room. */
export async function fanOut(room: Room, pid: number, ms: number): Promise<FanOut> {
  const sentAt = new Map<number, { readonly writer: Writer; readonly at: number[] }>();
  const latencies: number[] = [];
  const hear = (update: Uint8Array) => {
    const now = performance.now();
    for (const { id } of Y.decodeUpdate(update).structs) {
      const sent = sentAt.get(id.client);
      if (!sent) continue;
      for (const [from, to] of sent.writer.lettersIn(update))
        for (let letter = from; letter < to; letter += 1)
          latencies.push(now - (sent.at[letter] ?? now));
    }
  };
  const lines = await Promise.all(
    Array.from({ length: TYPISTS + READERS }, () => openLine(room, hear)),
  );
  const typists = lines.slice(0, TYPISTS).map((line) => new Writer(line));
  for (const writer of typists) sentAt.set(writer.clientId, { writer, at: [] });
  await pause(500);
  latencies.length = 0;
  const cpuBefore = cpuSecondsOf(pid);
  const startedAt = performance.now();
  let turn = 0;
  const keys = setInterval(() => {
    const writer = typists[turn % TYPISTS];
    turn += 1;
    if (writer) sentAt.get(writer.clientId)?.at.push(performance.now());
    writer?.write();
  }, KEY_EVERY_MS / TYPISTS);
  await pause(ms);
  clearInterval(keys);
  const cpu = ((cpuSecondsOf(pid) - cpuBefore) * 100_000) / (performance.now() - startedAt);
  const expected = turn * (TYPISTS + READERS - 1);
  await until(() => latencies.length >= expected, `all ${expected} letters arrived`);
  for (const line of lines) line.close();
  for (const writer of typists) writer.close();
  return { latencies, cpu };
}

/** Letters a second that four writers get to each other, each so far ahead of who hears it as it may be. */
export async function throughput(room: Room, ms: number): Promise<number> {
  const writers: Writer[] = [];
  const heard: number[] = Array.from({ length: WRITERS }, () => 0);
  let isRunning = true;
  const go = (index: number) => {
    const writer = writers[index];
    if (!writer || !isRunning) return;
    while (writer.sentCount - (heard[index] ?? 0) < IN_FLIGHT) writer.write();
  };
  const lines = await Promise.all(
    Array.from({ length: WRITERS }, (_, listener) =>
      openLine(room, (update) => {
        // Each is heard by the next.
        const index = (listener + WRITERS - 1) % WRITERS;
        for (const [, to] of writers[index]?.lettersIn(update) ?? [])
          heard[index] = Math.max(heard[index] ?? 0, to);
        go(index);
      }),
    ),
  );
  for (const line of lines) writers.push(new Writer(line));
  await pause(300);
  for (const index of writers.keys()) go(index);
  const total = () => heard.reduce((sum, one) => sum + one, 0);
  await pause(ms / 4);
  const before = total();
  const startedAt = performance.now();
  await pause(ms);
  const perSecond = ((total() - before) * 1_000) / (performance.now() - startedAt);
  isRunning = false;
  for (const writer of writers) writer.close();
  return perSecond;
}

/** What a process has used, its threads included; 0 where /proc does not tell. */
function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(isTrue: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`It never became true that ${what}.`);
    await pause(10);
  }
}
