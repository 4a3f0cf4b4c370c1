/** A handbook with two editions on a real database, files on disk, and texts that tests write. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { type Files, openFiles } from '#server/files/files.ts';
import { problemOf, sendProblem } from '#server/http/http.ts';
import { silentLogger } from '#server/lib/logger.ts';
import { systemRandom } from '#server/lib/random.ts';
import { OPERATOR } from '#server/people/people.ts';
import {
  createPublishing,
  downloads,
  type Publishing,
  type PublishingDeps,
} from '#server/publishing/publishing.ts';
import { type Block, blocksOf, type DocJson } from '#shared/content/content.ts';
import {
  type ChapterId,
  type EditionId,
  type HandbookId,
  newId,
  type PersonId,
} from '#shared/ids.ts';
import { openServerWorld, type ServerWorld } from '../../../support/server-world.ts';

export interface PublishingWorld extends ServerWorld {
  readonly handbookId: HandbookId;
  readonly core: EditionId;
  readonly city: EditionId;
  readonly files: Files;
  readonly publishing: Publishing;
  /** Another one on the same database, as after a restart. */
  restarted(change?: Partial<PublishingDeps>): Publishing;
  /** Writes a chapter's text, not yet kept as a revision. */
  write(chapterId: ChapterId, text: DocJson, author?: PersonId): void;
  addChapter(editionId: EditionId, title: string, text: DocJson): Promise<ChapterId>;
  /** Asks for a file over HTTP; as a person with that e-mail when one is given. */
  download(path: string, email?: string): Promise<Response>;
}

export async function openPublishingWorld(): Promise<PublishingWorld> {
  const world = await openServerWorld();
  const { db } = world.database;
  const folder = await mkdtemp(join(tmpdir(), 'commonbook-files-'));
  const files = await openFiles(folder);

  const handbook = await world.handbooks.make({
    ...{ title: 'Food co-op', slug: 'food-co-op', summary: 'Buying together.', language: 'en' },
    licence: 'CC-BY-SA-4.0',
  });
  const [coreEdition] = await world.handbooks.editions([handbook.id]);
  if (!coreEdition) throw new Error('The handbook has no core edition.');
  const core = coreEdition.id;
  const city = newId<'edition'>(systemRandom);
  await db
    .insertInto('edition')
    .values({
      ...{ id: city, handbook_id: handbook.id, slug: 'ghent', city: 'Ghent', country: 'BE' },
      ...{ latitude: 51.05, longitude: 3.72, language: 'en', upstream_id: core },
      ...{ title: '', summary: '', credits: '' },
      ...{ base_release_id: null, created_at: world.clock.now(), deleted_at: null },
    })
    .execute();

  const written = new Map<ChapterId, { blocks: readonly Block[]; author: PersonId | undefined }>();
  const kept = new Map<ChapterId, (readonly Block[])[]>();
  const keep = async (chapterId: ChapterId) => {
    const versions = kept.get(chapterId) ?? [];
    const now = written.get(chapterId);
    if (!now || versions.at(-1) === now.blocks) return;
    const number = versions.push(now.blocks);
    kept.set(chapterId, versions);
    await db
      .insertInto('revision')
      .values({
        ...{ chapter_id: chapterId, number, at: world.clock.now(), reason: 'writing', name: '' },
        ...{ sequence: number, blocks: new Uint8Array(), word_count: 0 },
      })
      .execute();
    if (now.author !== undefined)
      await db
        .insertInto('revision_author')
        .values({ chapter_id: chapterId, number, person_id: now.author })
        .execute();
  };

  const deps: PublishingDeps = {
    ...{ db, files, clock: world.clock, random: systemRandom, logger: silentLogger },
    keepRevisions: async (ids) => {
      for (const id of ids) await keep(id);
    },
    readRevision: async (id, number) => kept.get(id)?.[number - 1] ?? [],
  };
  const opened: Publishing[] = [];
  const restarted = (change: Partial<PublishingDeps> = {}) => {
    const publishing = createPublishing({ ...deps, ...change });
    opened.push(publishing);
    return publishing;
  };
  const publishing = restarted();

  const app = express();
  app.use('/exports', downloads({ people: world.people, publishing }));
  app.use((error: unknown, _: express.Request, response: express.Response, __: unknown) => {
    sendProblem(response, problemOf(error, 'test'));
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });

  const write = (chapterId: ChapterId, text: DocJson, author?: PersonId) =>
    void written.set(chapterId, { blocks: blocksOf(text), author });

  return {
    ...world,
    ...{ handbookId: handbook.id, core, city, files, publishing, restarted, write },
    addChapter: async (editionId, title, text) => {
      const { id } = await world.handbooks.addChapter({ editionId, title, author: OPERATOR });
      write(id, text);
      return id;
    },
    download: async (path, email) => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const token = email === undefined ? undefined : await world.people.createToken(email, 'test');
      return fetch(`http://127.0.0.1:${port}${path}`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
    },
    close: async () => {
      for (const one of opened) await one.close();
      await new Promise((resolve) => server.close(resolve));
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}
