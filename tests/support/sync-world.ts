/**
 * A small world for live sync: a real server on a real database in a temporary folder, stock clients
 * and raw ones, people and their rights. Tests tell stories with its verbs.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type Database, migrate, openDatabase } from '#server/db/db.ts';
import { silentLogger } from '#server/lib/logger.ts';
import type { Actor } from '#server/people/people.ts';
import { createSync, type Sync, type SyncDeps } from '#server/sync/sync.ts';
import { type Block, blocksOf, plainText, readChapter } from '#shared/content/content.ts';
import type { BlockId, ChapterId, EditionId, HandbookId, PersonId } from '#shared/ids.ts';
import { FRAME, type Frame, parseFrame, writeFrame } from '#shared/protocol/protocol.ts';

export type Right = 'write' | 'read' | 'none';
export const CHAPTER = 'chapter1' as ChapterId;
/** Everyone in the world; each has the name as id and as token. */
const PEOPLE = ['ada', 'ben', 'cleo', 'dov', 'eva'];
export const ORIGIN = 'http://commonbook.test';

/** Waits until something has become true; fails with its description after ten seconds. */
export async function eventually(description: string, isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`It never became true that ${description}.`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A paragraph as a block. */
export function paragraph(id: string, text: string): Block {
  const content = text === '' ? [] : [{ type: 'text' as const, text, marks: [] }];
  return {
    id: id as BlockId,
    json: { type: 'paragraph', attrs: { id: id as BlockId }, content },
  } as unknown as Block;
}

/** A chapter's paragraphs as they read in a document. */
export function paragraphsOf(doc: Y.Doc): string[] {
  return blocksOf(readChapter(doc)).map(({ json }) => plainText(json));
}

/** A clock that goes as the machine's and can be put forward. */
class TestClock {
  #ahead = 0;
  now(): number {
    return Date.now() + this.#ahead;
  }
  advance(ms: number): void {
    this.#ahead += ms;
  }
}

export interface WorldOptions {
  /** Where the data lies, furnished before or not; a temporary folder when not said. */
  readonly folder?: string;
  readonly blocks?: readonly Block[];
  readonly limits?: SyncDeps['limits'];
  readonly synchronous?: 'full' | 'normal';
  /** Stands between the rooms and the database: to let it fail. */
  readonly wrap?: (database: Database) => Database;
}

/** The server, its database and everyone on it. */
export class SyncWorld {
  readonly clock = new TestClock();
  readonly folder: string;
  readonly rights = new Map<string, Right>();
  readonly peers: TestPeer[] = [];
  readonly raws: RawPeer[] = [];
  readonly #options: WorldOptions;
  #database: Database | undefined;
  #sync: Sync | undefined;
  #server: Server | undefined;
  #port = 0;

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'commonbook-sync-'));
  }

  /** A world with one chapter, which says `blocks`, and the writers Ada, Ben, Cleo, Dov and Eva. */
  static async open(options: WorldOptions = {}): Promise<SyncWorld> {
    const world = new SyncWorld(options);
    await world.start();
    const { db } = world.database;
    const isFurnished = await db.selectFrom('chapter').select('id').executeTakeFirst();
    for (const name of PEOPLE) world.rights.set(name, 'write');
    if (!isFurnished) await world.#furnish(options.blocks ?? [paragraph('first', 'Hello')]);
    return world;
  }

  get database(): Database {
    if (!this.#database) throw new Error('The world is not started.');
    return this.#database;
  }

  get sync(): Sync {
    if (!this.#sync) throw new Error('The world is not started.');
    return this.#sync;
  }

  get port(): number {
    return this.#port;
  }

  /** Starts the server, on the same port as before. */
  async start(): Promise<void> {
    const opened = await openDatabase({
      dataDir: this.folder,
      ...(this.#options.synchronous ? { synchronous: this.#options.synchronous } : {}),
    });
    await migrate(opened);
    this.#database = this.#options.wrap ? this.#options.wrap(opened) : opened;
    const sync = createSync({
      database: this.#database,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      logger: silentLogger,
      origins: () => [ORIGIN],
      authority: {
        actorOf: async ({ authorization, cookie }) =>
          actorNamed(authorization?.replace('Bearer ', '') ?? cookie),
        renew: async (actor) => (this.rights.get(idOf(actor)) === undefined ? NOBODY : actor),
        can: async (actor, { action, resource }) => {
          if (resource.kind !== 'chapter' || !(await this.#hasChapter(resource.id))) return false;
          const right = this.rights.get(idOf(actor)) ?? 'none';
          return right === 'write' || (right === 'read' && action === 'read');
        },
      },
      ...(this.#options.limits ? { limits: this.#options.limits } : {}),
    });
    this.#sync = sync;
    const server = createServer((_request, response) => response.end());
    server.on('upgrade', (request, stream, head) => sync.upgrade(request, stream, head));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Stops the server cleanly. */
  async stop(): Promise<void> {
    await this.#sync?.close();
    const server = this.#server;
    if (server) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await this.#database?.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends everything and removes the folder. */
  async close(): Promise<void> {
    for (const peer of this.peers) peer.close();
    for (const raw of this.raws) raw.cut();
    await this.stop();
    if (this.#options.folder === undefined) rmSync(this.folder, { recursive: true, force: true });
  }

  /** A stock client of somebody, connected. */
  connect(name: string, options: PeerOptions = {}): TestPeer {
    const peer = new TestPeer(this, name, options);
    this.peers.push(peer);
    return peer;
  }

  /** A connection that sends whatever it likes. */
  async connectRaw(name: string, query = '?ack=1', headers = {}): Promise<RawPeer> {
    const raw = new RawPeer(
      `ws://127.0.0.1:${this.#port}/sync/${CHAPTER}${query}`,
      name === '' ? headers : { authorization: `Bearer ${name}`, ...headers },
    );
    this.raws.push(raw);
    await raw.opened;
    return raw;
  }

  /** The chapter as the server has it, on disk. */
  async read(): Promise<string[]> {
    const { blocks } = await this.sync.read(CHAPTER);
    return blocks.map(({ json }) => plainText(json));
  }

  /** Waits until every client reads what is stored, and returns it. */
  async agree(): Promise<string[]> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const stored = await this.read();
      const text = JSON.stringify(stored);
      const others = this.peers.filter(({ isOpen }) => isOpen);
      if (others.every((peer) => JSON.stringify(peer.paragraphs()) === text)) return stored;
      if (Date.now() > deadline) throw new Error(`The clients never agreed on ${text}.`);
    }
  }

  /** The chapter as the stored bytes alone say it. */
  async stored(): Promise<string[]> {
    return paragraphsOf(await this.storedDoc());
  }

  async storedDoc(): Promise<Y.Doc> {
    const { db } = this.database;
    const { bytes, sequence } = await db
      .selectFrom('chapter_snapshot')
      .selectAll()
      .executeTakeFirstOrThrow();
    const rows = await db
      .selectFrom('chapter_update')
      .selectAll()
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .execute();
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of [bytes, ...rows.map((row) => row.bytes)]) Y.applyUpdate(doc, update);
    });
    return doc;
  }

  /** Everything that is stored of the chapter, as text to compare. */
  async fingerprint(): Promise<string> {
    const rows = await this.database.db
      .selectFrom('chapter_update')
      .selectAll()
      .orderBy('sequence')
      .execute();
    return JSON.stringify(rows.map((row) => [row.sequence, [...row.bytes]]));
  }

  async rows() {
    return this.database.db.selectFrom('chapter_update').selectAll().orderBy('sequence').execute();
  }

  async #hasChapter(id: ChapterId): Promise<boolean> {
    const row = await this.database.db
      .selectFrom('chapter')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst();
    return row !== undefined;
  }

  async #furnish(blocks: readonly Block[]): Promise<void> {
    const { db } = this.database;
    for (const name of PEOPLE)
      await db
        .insertInto('person')
        .values({
          id: name as PersonId,
          name,
          email: `${name}@commonbook.test`,
          email_verified: 1,
          image: null,
          created_at: '2026-01-01T00:00:00.000Z',
          updated_at: '2026-01-01T00:00:00.000Z',
          removed_at: null,
        })
        .execute();
    const handbook_id = 'handbook1' as HandbookId;
    const edition_id = 'edition1' as EditionId;
    const at = this.clock.now();
    await db
      .insertInto('handbook')
      .values({
        id: handbook_id,
        slug: 'food',
        title: 'Food',
        summary: '',
        language: 'en',
        licence: '',
        model: '',
        created_at: at,
        deleted_at: null,
      })
      .execute();
    await db
      .insertInto('edition')
      .values({
        id: edition_id,
        handbook_id,
        slug: 'core',
        city: '',
        country: '',
        latitude: null,
        longitude: null,
        language: 'en',
        title: '',
        summary: '',
        credits: '',
        upstream_id: null,
        base_release_id: null,
        created_at: at,
        deleted_at: null,
      })
      .execute();
    await db
      .insertInto('chapter')
      .values({
        id: CHAPTER,
        edition_id,
        slug: 'start',
        title: 'Start',
        position: 'a',
        upstream_id: null,
        base_revision: null,
        omitted_at: null,
        deleted_at: null,
        deleted_by: null,
        created_at: at,
      })
      .execute();
    await this.sync.seed(db, CHAPTER, blocks, actorNamed('ada'));
  }
}

const NOBODY: Actor = { kind: 'nobody' };

/** Somebody by their name, which is also their id and their token. */
export function actorNamed(name: string | undefined): Actor {
  if (name === undefined || name === '') return NOBODY;
  return { kind: 'person', id: name as PersonId, name, via: 'session', credentialId: name };
}

function idOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.id : '';
}

export interface PeerOptions {
  readonly doc?: Y.Doc;
  readonly params?: Record<string, string>;
}

/** A stock y-websocket client. */
export class TestPeer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly refusals: string[] = [];
  readonly acknowledged: number[] = [];
  closeCode: number | undefined;

  constructor(world: SyncWorld, name: string, options: PeerOptions) {
    this.doc = options.doc ?? new Y.Doc();
    const headers = { authorization: `Bearer ${name}` };
    class Socket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols ?? [], { headers });
      }
    }
    this.provider = new WebsocketProvider(`ws://127.0.0.1:${world.port}/sync`, CHAPTER, this.doc, {
      // The `ws` socket has all that the provider uses of the browser's.
      WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: 50,
      params: options.params ?? {},
    });
    this.provider.on('connection-close', (event) => {
      this.closeCode = event?.code;
    });
  }

  async synced(): Promise<this> {
    await eventually('the client is synced', () => this.provider.synced);
    return this;
  }

  /** The top-level element at a place. */
  element(index: number): Y.XmlElement {
    const element = this.doc.getXmlFragment('default').get(index);
    if (!(element instanceof Y.XmlElement)) throw new Error(`There is no element ${index}.`);
    return element;
  }

  /** Writes at the end of a paragraph. */
  type(text: string, index = 0): void {
    const element = this.element(index);
    this.doc.transact(() => {
      const last = element.toArray().at(-1);
      if (last instanceof Y.XmlText) last.insert(last.length, text);
      else {
        const fresh = new Y.XmlText();
        element.insert(element.length, [fresh]);
        fresh.insert(0, text);
      }
    });
  }

  /** A new paragraph at the end, without an id, as another program would write it. */
  addParagraph(text: string): void {
    const element = new Y.XmlElement('paragraph');
    const content = new Y.XmlText();
    content.insert(0, text);
    element.insert(0, [content]);
    const fragment = this.doc.getXmlFragment('default');
    fragment.insert(fragment.length, [element]);
  }

  paragraphs(): string[] {
    return paragraphsOf(this.doc);
  }

  async reads(...expected: string[]): Promise<void> {
    await eventually(
      `the client reads ${JSON.stringify(expected)} (it reads ${JSON.stringify(this.paragraphs())})`,
      () => JSON.stringify(this.paragraphs()) === JSON.stringify(expected),
    );
  }

  get isOpen(): boolean {
    return this.provider.shouldConnect;
  }

  disconnect(): void {
    this.provider.disconnect();
  }

  connect(): void {
    this.provider.connect();
  }

  close(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

/** A bare WebSocket that keeps what it hears. */
export class RawPeer {
  readonly frames: Frame[] = [];
  readonly opened: Promise<void>;
  readonly closed: Promise<number>;
  closeCode: number | undefined;
  readonly socket: WebSocket;

  constructor(address: string, headers: Record<string, string>) {
    const socket = new WebSocket(address, { headers });
    this.socket = socket;
    socket.on('message', (bytes: Buffer) => this.frames.push(parseFrame(new Uint8Array(bytes))));
    socket.on('error', () => undefined);
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    this.opened.catch(() => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code) => {
        this.closeCode = code;
        resolve(code);
      }),
    );
  }

  send(frame: Parameters<typeof writeFrame>[0] | Uint8Array): void {
    this.socket.send(frame instanceof Uint8Array ? frame : writeFrame(frame));
  }

  /** Asks for the chapter and resolves when it is there, as a document. */
  async join(doc = new Y.Doc()): Promise<Y.Doc> {
    const from = this.frames.length;
    this.send({ kind: 'step1', stateVector: Y.encodeStateVector(doc) });
    await eventually('the chapter has come', () =>
      this.frames.slice(from).some(({ kind }) => kind === 'step2'),
    );
    for (const frame of this.frames.slice(from))
      if (frame.kind === 'update' || frame.kind === 'step2') Y.applyUpdate(doc, frame.update);
    return doc;
  }

  of<Kind extends Frame['kind']>(kind: Kind): Extract<Frame, { kind: Kind }>[] {
    return this.frames.filter(
      (frame): frame is Extract<Frame, { kind: Kind }> => frame.kind === kind,
    );
  }

  /** Whether the server still talks to it, once it has taken all that was sent before. */
  async isAnswered(): Promise<boolean> {
    const answer = new Promise<boolean>((resolve) => {
      const listen = (bytes: Buffer): void => {
        if (bytes[0] !== FRAME.awareness) return;
        this.socket.off('message', listen);
        resolve(true);
      };
      this.socket.on('message', listen);
    });
    this.send({ kind: 'query-awareness' });
    return Promise.race([answer, this.closed.then(() => false)]);
  }

  /** How many messages are acknowledged. */
  get acknowledged(): number {
    return this.of('acknowledgement').at(-1)?.count ?? 0;
  }

  async hears(kind: Frame['kind'], count = 1): Promise<void> {
    await eventually(`${count} × ${kind} came`, () => this.of(kind as 'step1').length >= count);
  }

  cut(): void {
    this.socket.terminate();
  }
}
