/** A real database, live text and history in a temporary folder, to import into and export from. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, migrate, openDatabase } from '#server/db/db.ts';
import type { ImportDeps } from '#server/editions/editions.ts';
import { readZip } from '#server/editions/read-zip.ts';
import { openFiles } from '#server/files/files.ts';
import { createHistory } from '#server/history/history.ts';
import { silentLogger } from '#server/lib/logger.ts';
import { systemRandom } from '#server/lib/random.ts';
import { createPublishing, type Publishing } from '#server/publishing/publishing.ts';
import { createSync, type Sync } from '#server/sync/sync.ts';
import type { Block } from '#shared/content/content.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import { testClock } from './server-world.ts';

export interface ImportWorld extends ImportDeps {
  readonly database: Database;
  readonly sync: Sync;
  readonly publishing: Publishing;
  /** The blocks of a chapter as they were in a revision. */
  readRevision(chapter: ChapterId, revision: number): Promise<readonly Block[]>;
  /** The files of an edition as its export as zip has them. */
  exported(edition: EditionId): Promise<ReadonlyMap<string, Uint8Array>>;
  /** The blocks of every chapter of an edition as they stand live, in order, by chapter slug. */
  texts(edition: EditionId): Promise<Map<string, readonly Block[]>>;
  editionId(handbook: HandbookId, slug: string): Promise<EditionId>;
  /** Keeps a revision of a chapter as it stands. */
  keep(chapter: ChapterId): Promise<void>;
  close(): Promise<void>;
}

/** Starts the features on a fresh SQLite database without handbooks or people. */
export async function openImportWorld(): Promise<ImportWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'commonbook-import-'));
  const database = await openDatabase({ dataDir });
  await migrate(database);
  const { db } = database;
  const clock = testClock();
  const files = await openFiles(join(dataDir, 'files'));
  const sync = createSync({
    database,
    clock,
    random: systemRandom,
    logger: silentLogger,
    origins: () => [],
    authority: {
      actorOf: async () => ({ kind: 'nobody' }),
      renew: async () => ({ kind: 'nobody' }),
      can: async () => false,
    },
  });
  const history = createHistory({ db, clock, sync });
  sync.on('settled', (settled) => history.settled(settled));
  const deps: ImportDeps = {
    db,
    clock,
    files,
    random: systemRandom,
    seed: async (db, text) => {
      await sync.seed(db, text);
      await history.begin(db, text);
    },
  };
  const publishing = createPublishing({
    ...deps,
    logger: silentLogger,
    // What tests export they have kept themselves.
    keepRevisions: async () => undefined,
    readRevision: history.readAt,
  });
  return {
    ...deps,
    database,
    sync,
    publishing,
    readRevision: history.readAt,
    exported: async (edition) => {
      const { handbook } = await db
        .selectFrom('edition')
        .select('handbook_id as handbook')
        .where('id', '=', edition)
        .executeTakeFirstOrThrow();
      const { bytes } = await publishing.exportEdition({ handbook, edition, format: 'zip' });
      return readZip(bytes);
    },
    texts: async (edition) => {
      const rows = await db
        .selectFrom('chapter')
        .select(['id', 'slug'])
        .where('edition_id', '=', edition)
        .where('deleted_at', 'is', null)
        .orderBy('position')
        .execute();
      const texts = new Map<string, readonly Block[]>();
      for (const { id, slug } of rows) texts.set(slug, await blocksIn(sync, id));
      return texts;
    },
    editionId: async (handbook, slug) => {
      const { id } = await db
        .selectFrom('edition')
        .select('id')
        .where('handbook_id', '=', handbook)
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow();
      return id;
    },
    keep: async (chapter) => {
      await history.checkpoint(chapter, { reason: 'writing' });
    },
    close: async () => {
      await publishing.close();
      await sync.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function blocksIn(sync: Sync, chapterId: ChapterId): Promise<readonly Block[]> {
  return (await sync.read(chapterId)).blocks;
}
