/**
 * The whole product, put together in one place and in one order: database → files → people → sync →
 * history → handbooks → editions → publishing → pages → HTTP. What a lower feature tells a higher one
 * is wired here and nowhere else.
 */
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { AppError } from '#shared/errors.ts';
import type { ChapterId, RandomBytes } from '#shared/ids.ts';
import type { Config } from './config.ts';
import { type Database, openProductDatabase, tryToWrite } from './db/db.ts';
import {
  type Cities,
  createEditions,
  type Editions,
  editionsRoutes,
  type ImportDeps,
  loadStarterHandbooks,
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
import { statusOfPages } from './pages/pages.ts';
import { createPeople, membersRoutes, type People, peopleRoutes } from './people/people.ts';
import {
  createPublishing,
  downloads,
  exportsRoutes,
  type Publishing,
} from './publishing/publishing.ts';
import { type Authority, createSync, type Sync } from './sync/sync.ts';

/** What the whole server is made with. */
export interface ComposeOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** Where browsers find this server; asked on each request, since a free port is known late. */
  readonly origins: () => readonly string[];
}

/** The features, each behind its door. */
export interface Features {
  readonly database: Database;
  readonly files: Files;
  readonly people: People;
  readonly sync: Sync;
  readonly history: History;
  readonly handbooks: Handbooks;
  readonly editions: Editions;
  readonly cities: Cities;
  readonly publishing: Publishing;
  /** What an import of a handbook needs. */
  readonly importing: ImportDeps;
}

/** An open product: everything a server or a command needs of it. */
export interface Product extends Features {
  readonly dataDir: string;
  readonly listener: RequestListener;
  /** Answers a request to upgrade to a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** What a server does before it listens: starter handbooks, exports left unfinished, the bin. */
  begin(): Promise<void>;
  /** Ends everything: what is acknowledged is on disk when this resolves. */
  close(): Promise<void>;
}

/** Opens the data and puts the product together. @throws StartError when the data cannot be used. */
export async function compose(options: ComposeOptions): Promise<Product> {
  const { config } = options;
  const { dataDir } = config;
  const database = await openProductDatabase({ url: config.databaseUrl, dataDir });
  try {
    const features = await openFeatures(database, options);
    const { people, sync, publishing, cities } = features;
    if (config.owner) await people.ensureOwner({ ...config.owner, name: 'Owner' });
    return {
      ...features,
      dataDir,
      listener: httpOf(features, options),
      upgrade: (request, socket, head) => sync.upgrade(request, socket, head),
      begin: () => begin(features, config),
      close: async () => {
        await publishing.close();
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

async function openFeatures(database: Database, options: ComposeOptions): Promise<Features> {
  const { config, clock, random, logger } = options;
  const { db } = database;
  const files = await openFiles(join(config.dataDir, 'files'));
  const people = await createPeople({ db, clock, random, isSecure: isSecure(config) });
  const authority: Authority = {
    actorOf: people.actorOf,
    renew: people.renew,
    can: (actor, { action, resource }) => people.can(actor, action, resource),
  };
  const sync = createSync({ database, clock, random, logger, origins: options.origins, authority });
  const history = createHistory({ db, clock, sync });

  // A chapter begins with its text and its first revision, in the transaction that makes it.
  const seed: Seed = async (db, text) => {
    await sync.seed(db, text);
    await history.begin(db, text);
  };
  const keepRevisions = async (chapterIds: readonly ChapterId[]) => {
    // First whatever takes time; then, in one turn of the event loop, what was typed meanwhile: the
    // revisions are of one moment.
    await sync.settle(chapterIds);
    await Promise.all(chapterIds.map((id) => history.checkpoint(id, { reason: 'writing' })));
  };
  const readNow = async (id: ChapterId) => (await sync.read(id)).blocks;
  const { readAt } = history;

  const importing = { db, clock, random, files, seed };
  const handbooks = createHandbooks(importing);
  const editions = createEditions({
    ...importing,
    keepRevisions,
    readAt,
    readNow,
    isUnsettled: sync.isUnsettled,
  });
  const cities = openCities();
  const publishing = createPublishing({
    ...importing,
    logger,
    keepRevisions,
    readRevision: readAt,
  });

  sync.on('settled', (settled) => history.settled(settled));
  people.on('rightsChanged', ({ personId }) => sync.rightsChanged(personId));
  handbooks.on('chapterDeleted', () => sync.rightsChanged());
  return {
    database,
    files,
    people,
    sync,
    history,
    handbooks,
    editions,
    cities,
    publishing,
    importing,
  };
}

function httpOf(features: Features, options: ComposeOptions): RequestListener {
  const { config, clock, logger } = options;
  const { database, files, people, sync, history, handbooks, publishing } = features;
  const { db } = database;
  const readNow = async (id: ChapterId) => (await sync.read(id)).blocks;
  const texts = { ...features, readNow };
  return createHttp({
    db,
    clock,
    logger,
    version: '0.1.0',
    origins: options.origins,
    isSecure: isSecure(config),
    trustsProxy: config.trustsProxy,
    isReady: async () => {
      if (sync.failure() !== undefined)
        throw new AppError('unavailable', 'The disk does not take what is written.');
      await tryToWrite(database, clock.now());
    },
    api: {
      contextOf: people.contextOf,
      router: {
        people: peopleRoutes(people),
        members: membersRoutes(people),
        handbooks: handbooksRoutes({ people, handbooks }),
        editions: editionsRoutes(texts),
        chapters: { ...chaptersRoutes({ people, handbooks }), ...textRoutes(texts) },
        revisions: revisionsRoutes({ people, history }),
        exports: exportsRoutes({ people, publishing }),
      },
    },
    mounts: [
      { path: '/auth', routes: people.signInRoutes },
      { path: '/', routes: imageRoutes({ db, files, clock, people }) },
      { path: '/exports', routes: downloads({ people, publishing }) },
    ],
    client: join(projectRoot(), 'dist/client'),
    statusOfPage: statusOfPages(features),
  });
}

const STARTERS_LOADED = 'starter-handbooks';

async function begin(features: Features, config: Config): Promise<void> {
  const { database, importing, handbooks, publishing } = features;
  const { db } = database;
  const loaded = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', STARTERS_LOADED)
    .executeTakeFirst();
  if (config.loadsStarters && loaded === undefined) {
    await loadStarterHandbooks(importing, join(projectRoot(), 'handbooks'));
    // Once: a handbook that somebody deletes stays deleted.
    await db.insertInto('setting').values({ name: STARTERS_LOADED, value: 'loaded' }).execute();
  }
  await handbooks.purge();
  await publishing.resume();
}

function isSecure(config: Config): boolean {
  return config.publicUrl?.startsWith('https:') ?? false;
}
