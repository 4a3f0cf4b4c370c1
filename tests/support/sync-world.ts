/**
 * A small world for live sync: a real server on a real database in a temporary folder, stock clients
 * and raw ones, people and their rights. Tests tell stories with its verbs.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import * as Y from 'yjs';
import { type Database, migrate, openDatabase } from '#server/db/db.ts';
import { silentLogger } from '#server/lib/logger.ts';
import { createSync, type Sync, type SyncDeps } from '#server/sync/sync.ts';
import { type Block, plainText } from '#shared/content/content.ts';
import type { ChapterId, PersonId } from '#shared/ids.ts';
import { type HeldLine, heldLine } from './held-line.ts';
import { paragraph, paragraphsOf } from './paragraphs.ts';
import { RawPeer } from './raw-peer.ts';
import { addChapterRow, addPersonRow } from './rows.ts';
import { actorNamed, authorityOf, PEOPLE, type Right } from './sync-people.ts';
import { type PeerOptions, TestPeer } from './test-peer.ts';

/** The one chapter of the world. */
export const CHAPTER = 'chapter1' as ChapterId;
export const ORIGIN = 'http://commonbook.test';

/** A clock that goes as the machine's, until it is stopped, and can be put forward. */
class TestClock {
  #ahead = 0;
  #stoppedAt: number | undefined;
  now(): number {
    return (this.#stoppedAt ?? Date.now()) + this.#ahead;
  }
  advance(ms: number): void {
    this.#ahead += ms;
  }
  /** From now on no time passes but what `advance` says. */
  stop(): void {
    this.#stoppedAt ??= Date.now();
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
  /** Whose connections can be held up, by `line`. */
  readonly held?: readonly string[];
}

/** The server, its database and everyone on it. */
export class SyncWorld {
  readonly clock = new TestClock();
  readonly folder: string;
  readonly rights = new Map<string, Right>();
  readonly peers: TestPeer[] = [];
  readonly raws: RawPeer[] = [];
  readonly #lines = new Map<string, HeldLine>();
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
      authority: authorityOf(this.rights, (id) => this.#hasChapter(id)),
      ...(this.#options.limits ? { limits: this.#options.limits } : {}),
    });
    this.#sync = sync;
    const server = createServer((_request, response) => response.end());
    server.on('upgrade', (request, stream, head) =>
      sync.upgrade(request, this.#lineOf(request, stream), head),
    );
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

  /** The last connection of somebody who is among `held`. */
  line(name: string): HeldLine {
    const line = this.#lines.get(name);
    if (!line) throw new Error(`${name} has no connection that could be held up.`);
    return line;
  }

  /** A stock client of somebody, connected. */
  connect(name: string, options: PeerOptions = {}): TestPeer {
    const address = { server: this.#address, chapterId: CHAPTER, token: name };
    const peer = new TestPeer(address, options);
    this.peers.push(peer);
    return peer;
  }

  /** A connection that sends whatever it likes. */
  async connectRaw(name: string, query = '?ack=1', headers = {}): Promise<RawPeer> {
    const raw = new RawPeer(
      `${this.#address}/sync/${CHAPTER}${query}`,
      name === '' ? headers : { authorization: `Bearer ${name}`, ...headers },
    );
    this.raws.push(raw);
    await raw.opened;
    return raw;
  }

  /** Puts the chapter into the bin, or takes it out, and tells the rooms. */
  async setDeleted(isDeleted: boolean): Promise<void> {
    const deleted_at = isDeleted ? this.clock.now() : null;
    await this.database.db.updateTable('chapter').set({ deleted_at }).execute();
    this.sync.rightsChanged();
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

  /** The last row that the stored snapshot contains. */
  async snapshotSequence(): Promise<number> {
    const { sequence } = await this.database.db
      .selectFrom('chapter_snapshot')
      .select('sequence')
      .executeTakeFirstOrThrow();
    return sequence;
  }

  async rows() {
    return this.database.db.selectFrom('chapter_update').selectAll().orderBy('sequence').execute();
  }

  #lineOf({ headers }: IncomingMessage, stream: Duplex): Duplex {
    const name = headers.authorization?.replace('Bearer ', '') ?? '';
    if (!this.#options.held?.includes(name)) return stream;
    const line = heldLine(stream);
    this.#lines.set(name, line);
    return line.stream;
  }

  get #address(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  async #hasChapter(id: ChapterId): Promise<boolean> {
    const row = await this.database.db
      .selectFrom('chapter')
      .select('id')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row !== undefined;
  }

  async #furnish(blocks: readonly Block[]): Promise<void> {
    for (const name of PEOPLE) await addPersonRow(this.database, name, name as PersonId);
    await addChapterRow(this.database, CHAPTER);
    const text = { chapterId: CHAPTER, blocks, author: actorNamed('ada') };
    await this.sync.seed(this.database.db, text);
  }
}
