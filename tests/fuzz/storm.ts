/** Clients that write without a pause and remember what the server promised them. */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { blocksOf, plainText, readChapter } from '#shared/content/content.ts';
import { parseFrame, writeFrame } from '#shared/protocol/protocol.ts';
import type { SeededRandom } from '#tests/support/random.ts';

/** Words on their way at once. */
const IN_FLIGHT = 40;
const WORD = /\[[a-z0-9]+-\d+\]/g;

/** The words of a chapter, as often as they stand there. */
export function wordsOf(doc: Y.Doc): string[] {
  return (
    blocksOf(readChapter(doc))
      .map(({ json }) => plainText(json))
      .join(' ')
      .match(WORD) ?? []
  );
}

/** One connection that writes a word at a time, each one in its own message. */
export class StormClient {
  readonly doc = new Y.Doc();
  /** Every word that it wrote, and those that were acknowledged as on disk. */
  readonly written = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly #name: string;
  readonly #random: SeededRandom;
  #socket: WebSocket | undefined;
  /** The words that each sync message of this connection brought to the server. */
  #sent: string[][] = [];
  #unsent: string[] = [];
  #timer: NodeJS.Immediate | undefined;
  #count = 0;

  constructor(name: string, random: SeededRandom) {
    this.#name = name;
    this.#random = random;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send('update', update, []);
    });
  }

  /** Connects and writes until `stop`; resolves when the chapter is there. */
  async start(address: string, headers: Record<string, string>): Promise<void> {
    const socket = new WebSocket(address, { headers });
    this.#socket = socket;
    this.#sent = [];
    this.#unsent = [...this.written].filter((word) => !this.acknowledged.has(word));
    const joined = new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', (code, reason) => reject(new Error(`closed: ${code} ${String(reason)}`)));
      socket.on('message', (bytes: Buffer) => {
        if (this.#hear(new Uint8Array(bytes))) resolve();
      });
    });
    joined.catch(() => undefined);
    socket.on('open', () =>
      socket.send(writeFrame({ kind: 'step1', stateVector: Y.encodeStateVector(this.doc) })),
    );
    await joined;
  }

  /** Writes until `stop`. */
  storm(): void {
    this.#timer = setImmediate(() => {
      this.#write();
      this.storm();
    });
  }

  /** Writes no more, and listens on. */
  pause(): void {
    clearImmediate(this.#timer);
  }

  stop(): void {
    this.pause();
    this.#socket?.terminate();
  }

  get isSaved(): boolean {
    return this.acknowledged.size === this.written.size;
  }

  #write(): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    // As fast as the server takes it: a longer queue would only test the machine's patience.
    if (this.written.size - this.acknowledged.size >= IN_FLIGHT) return;
    const blocks = this.doc.getXmlFragment('default').toArray();
    const block = this.#random.pick(blocks.filter((child) => child instanceof Y.XmlElement));
    if (!block) return;
    this.#count += 1;
    const word = `[${this.#name}${this.#count}-${this.#random.below(1e6)}]`;
    this.written.add(word);
    this.#unsent.push(word);
    this.doc.transact(() => {
      const found = block.toArray().find((child) => child instanceof Y.XmlText);
      const line = found ?? new Y.XmlText();
      if (!found) block.insert(0, [line]);
      line.insert(this.#random.next() < 0.5 ? 0 : line.length, word);
    });
  }

  #send(kind: 'update' | 'step2', update: Uint8Array, words: string[]): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(writeFrame({ kind, update }));
    this.#sent.push(words.length > 0 || kind === 'step2' ? words : this.#unsent.splice(0));
  }

  /** True when the chapter has come. */
  #hear(bytes: Uint8Array): boolean {
    const frame = parseFrame(bytes);
    switch (frame.kind) {
      case 'step1':
        this.#send(
          'step2',
          Y.encodeStateAsUpdate(this.doc, frame.stateVector),
          this.#unsent.splice(0),
        );
        return false;
      case 'update':
      case 'step2':
        Y.applyUpdate(this.doc, frame.update, this);
        return frame.kind === 'step2';
      case 'acknowledgement':
        for (const words of this.#sent.slice(0, frame.count))
          for (const word of words) this.acknowledged.add(word);
        return false;
      default:
        return false;
    }
  }
}

/** What is wrong with a text, given who wrote what: empty when nothing is. */
export function faultsOf(present: readonly string[], clients: readonly StormClient[]): string[] {
  const counts = new Map<string, number>();
  for (const word of present) counts.set(word, (counts.get(word) ?? 0) + 1);
  const faults: string[] = [];
  const written = new Set(clients.flatMap((client) => [...client.written]));
  for (const [word, count] of counts) {
    if (count > 1) faults.push(`${word} is there ${count} times`);
    if (!written.has(word)) faults.push(`${word} is from nobody`);
  }
  for (const client of clients)
    for (const word of client.acknowledged)
      if (!counts.has(word)) faults.push(`${word} was acknowledged and is lost`);
  return faults;
}
