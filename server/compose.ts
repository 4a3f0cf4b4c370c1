/**
 * The whole product, put together in one place and in one order: database → files → people →
 * handbooks → sync → history → editions → publishing → app. What a lower feature tells a higher one
 * is wired here and nowhere else.
 */
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { sql } from 'kysely';
import { api } from '#shared/api/api.ts';
import type { ChapterId, RandomBytes } from '#shared/ids.ts';
import { notBuilt } from './app/not-built.ts';
import type { Config } from './config.ts';
import { type Database, migrate, openDatabase } from './db/db.ts';
import {
  createEditions,
  type Editions,
  editionsRoutes,
  openCities,
  textRoutes,
} from './editions/editions.ts';
import { type Files, openFiles } from './files/files.ts';
import {
  chaptersRoutes,
  createHandbooks,
  type Handbooks,
  handbooksRoutes,
  imageRoutes,
  type Seed,
} from './handbooks/handbooks.ts';
import { createHistory, type History, revisionsRoutes } from './history/history.ts';
import { createHttp } from './http/http.ts';
import type { Clock } from './lib/clock.ts';
import { projectRoot } from './lib/entry.ts';
import type { Logger } from './lib/logger.ts';
import { createPeople, membersRoutes, type People, peopleRoutes } from './people/people.ts';
import { createSync, type Sync } from './sync/sync.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** Where browsers find this server; asked on each request, since a free port is known late. */
  readonly origins: () => readonly string[];
}

/** An open product: everything a server or a command needs of it. */
export interface Product {
  readonly dataDir: string;
  readonly database: Database;
  readonly files: Files;
  readonly people: People;
  readonly handbooks: Handbooks;
  readonly sync: Sync;
  readonly history: History;
  readonly editions: Editions;
  readonly listener: RequestListener;
  /** Answers a request to upgrade to a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends everything: what is acknowledged is on disk when this resolves. */
  close(): Promise<void>;
}

/** Opens the data and puts the product together. @throws StartError when the data cannot be used. */
export async function compose(options: ComposeOptions): Promise<Product> {
  const { config, clock, random, logger } = options;
  const { dataDir } = config;
  const database = await openDatabase({ url: config.databaseUrl, dataDir });
  try {
    await migrate(database);
    const { db } = database;
    const isSecure = config.publicUrl?.startsWith('https:') ?? false;
    const files = await openFiles(join(dataDir, 'files'));
    const people = await createPeople({ db, clock, random, isSecure });
    if (config.owner) await people.ensureOwner({ ...config.owner, name: 'Owner' });
    const sync = createSync({
      database,
      clock,
      random,
      logger,
      origins: options.origins,
      authority: {
        actorOf: people.actorOf,
        renew: people.renew,
        can: (actor, { action, resource }) => people.can(actor, action, resource),
      },
    });
    const history = createHistory({ db, clock, sync });
    // A chapter begins with text: making one writes its first content and its first revision in the
    // same transaction.
    const seed: Seed = async (db, chapterId, blocks, author) => {
      await sync.seed(db, chapterId, blocks, author);
      await history.begin(db, { chapterId, blocks, author });
    };
    const arranging = { db, clock, random, seed };
    const handbooks = createHandbooks(arranging);
    const readNow = async (chapterId: ChapterId) => (await sync.read(chapterId)).blocks;
    const editions = createEditions({
      ...arranging,
      readNow,
      readAt: history.readAt,
      keepRevisions: (chapterIds) => sync.settle(chapterIds),
    });
    const cities = openCities();
    sync.on('settled', (settled) => history.settled(settled));
    people.on('rightsChanged', ({ personId }) => sync.rightsChanged(personId));
    handbooks.on('chapterDeleted', () => sync.rightsChanged());

    const root = projectRoot();
    const listener = createHttp({
      db,
      clock,
      logger,
      version: '0.1.0',
      origins: options.origins,
      isSecure,
      trustProxy: config.trustsProxy,
      isReady: async () => {
        await sql`select 1`.execute(db);
      },
      api: {
        contextOf: people.contextOf,
        router: {
          people: peopleRoutes(people),
          members: membersRoutes(people),
          handbooks: handbooksRoutes({ people, handbooks }),
          editions: editionsRoutes({ people, handbooks, editions, cities, readNow }),
          chapters: {
            ...chaptersRoutes({ people, handbooks }),
            ...textRoutes({ people, handbooks, editions, cities, readNow }),
          },
          revisions: revisionsRoutes({ people, history }),
          exports: notBuilt(api.exports),
        },
      },
      mounts: [
        { path: '/auth', routes: people.signInRoutes },
        { path: '/', routes: imageRoutes({ db, files, clock, people }) },
      ],
      client: join(root, 'dist/client'),
    });
    return {
      dataDir,
      database,
      files,
      people,
      handbooks,
      sync,
      history,
      editions,
      listener,
      upgrade: (request, socket, head) => sync.upgrade(request, socket, head),
      close: async () => {
        await sync.close();
        await cities.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
