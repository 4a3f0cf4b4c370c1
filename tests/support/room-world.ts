/**
 * A small world for the page's half of live sync: people at open chapters, each with a device that
 * keeps what their pages leave, and a real server that comes and goes.
 */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Device } from '#client/chapter/device/device.ts';
import type { OpenRoom, RoomView } from '#client/chapter/room/room.ts';
import { openRoomClient } from '#client/chapter/room/room-client.ts';
import { eventually } from './eventually.ts';
import { memoryDevice } from './memory-device.ts';
import { paragraphsOf } from './paragraphs.ts';
import { CHAPTER, SyncWorld, type WorldOptions } from './sync-world.ts';

export interface Opening {
  /** The world's own when not said, nothing when null. */
  readonly device?: Device | null;
  readonly patienceMs?: number;
  readonly copyFirstMs?: number;
  readonly copyRetryMs?: number;
  readonly wrap?: (Socket: typeof WebSocket) => typeof WebSocket;
  /** Who is signed in when the page connects; the page's own person when not said. */
  readonly signedIn?: () => string;
}

/** A chapter that somebody has open. */
export class RoomPage {
  readonly room: OpenRoom;
  readonly #attemptCount: () => number;

  constructor(room: OpenRoom, attemptCount: () => number) {
    this.room = room;
    this.#attemptCount = attemptCount;
  }

  get view(): RoomView {
    return this.room.view();
  }

  /** What the page says of where one's words are. */
  get saving(): string {
    return this.view.saving.kind;
  }

  get paragraphs(): string[] {
    return paragraphsOf(this.room.doc);
  }

  /** The words that are offered back. */
  get offered(): string[] {
    return this.view.dropped.map(({ text }) => text);
  }

  /** The top-level element at a place. */
  block(index = 0): Y.XmlElement {
    const element = this.#fragment.get(index);
    if (!(element instanceof Y.XmlElement)) throw new Error(`There is no block ${index}.`);
    return element;
  }

  /** The text of a block. */
  line(index = 0): Y.XmlText {
    const text = this.block(index).get(0);
    if (!(text instanceof Y.XmlText)) throw new Error(`There is no line ${index}.`);
    return text;
  }

  /** Writes at the end of a block. */
  type(text: string, index = 0): void {
    const words = this.line(index);
    words.insert(words.length, text);
  }

  deleteBlock(index = 0): void {
    this.#fragment.delete(index, 1);
  }

  putBackFirst(): void {
    this.room.putBack(this.view.dropped[0]?.key ?? '');
  }

  async becomes(kind: string): Promise<this> {
    await eventually(`the page is ${kind} (it is ${this.saving})`, () => this.saving === kind);
    return this;
  }

  async isReady(): Promise<this> {
    await eventually('the text is there', () => this.view.isReady);
    return this;
  }

  async asksServer(): Promise<void> {
    await eventually('the server is asked', () => this.#attemptCount() > 0);
  }

  async isOffered(...texts: string[]): Promise<void> {
    const wanted = texts.join('|');
    await eventually(`“${wanted}” is offered`, () => this.offered.join('|') === wanted);
  }

  async reads(...paragraphs: string[]): Promise<void> {
    const wanted = JSON.stringify(paragraphs);
    await eventually(
      `the page reads ${wanted} (it reads ${JSON.stringify(this.paragraphs)})`,
      () => JSON.stringify(this.paragraphs) === wanted,
    );
  }

  close(): void {
    this.room.close();
  }

  get #fragment(): Y.XmlFragment {
    return this.room.doc.getXmlFragment('default');
  }
}

/** One chapter, one device, and who opens the one on the other. */
export class RoomWorld {
  readonly server: SyncWorld;
  readonly device = memoryDevice();
  readonly #pages: RoomPage[] = [];

  private constructor(server: SyncWorld) {
    this.server = server;
  }

  static async open(options: WorldOptions = {}): Promise<RoomWorld> {
    return new RoomWorld(await SyncWorld.open(options));
  }

  /** Somebody opens the chapter. */
  page(name: string, { device = this.device, wrap, signedIn, ...rest }: Opening = {}): RoomPage {
    let attemptCount = 0;
    class Socket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        attemptCount += 1;
        const token = signedIn?.() ?? name;
        super(address, protocols ?? [], { headers: { authorization: `Bearer ${token}` } });
      }
    }
    const Base = Socket as typeof WebSocket;
    const room = openRoomClient({
      chapterId: CHAPTER,
      personId: name,
      address: `ws://127.0.0.1:${this.server.port}/sync`,
      // The `ws` socket has all that the page uses of the browser's.
      Socket: (wrap ? wrap(Base) : Base) as unknown as typeof globalThis.WebSocket,
      device,
      ...rest,
    });
    const page = new RoomPage(room, () => attemptCount);
    this.#pages.push(page);
    return page;
  }

  /** Somebody opens the chapter and has its text, with nothing of theirs unsaved. */
  savedPage(name: string, opening: Opening = {}): Promise<RoomPage> {
    return this.page(name, opening).becomes('saved');
  }

  /** Somebody opens the chapter when the device is so slow that the server is asked first. */
  async latePage(
    name: string,
  ): Promise<{ readonly page: RoomPage; readonly copyComes: () => void }> {
    const copyComes = this.device.delay();
    const page = await this.page(name, { copyFirstMs: 1, patienceMs: 60 }).isReady();
    return { page, copyComes };
  }

  /**
   * Somebody opens the chapter, loses the connection, changes something and closes the page. The server
   * is away afterwards.
   */
  async leavesUnsent(name: string, change: (page: RoomPage) => void): Promise<void> {
    const page = await this.savedPage(name);
    await this.goesAway(page);
    change(page);
    await page.becomes('offline-kept');
    page.close();
  }

  /** The server goes, and the pages have noticed. */
  async goesAway(...pages: readonly RoomPage[]): Promise<void> {
    await this.server.stop();
    for (const page of pages) await page.becomes('offline');
  }

  async comesBack(): Promise<void> {
    await this.server.start();
  }

  /** The chapter as the stored bytes alone say it. */
  stored(): Promise<string[]> {
    return this.server.stored();
  }

  async close(): Promise<void> {
    for (const page of this.#pages) page.close();
    await this.server.close();
  }
}
