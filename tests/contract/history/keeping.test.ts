import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHistory, type History } from '#server/history/history.ts';
import { silentLogger } from '#server/lib/logger.ts';
import { createSync, type Sync } from '#server/sync/sync.ts';
import type { ChapterId } from '#shared/ids.ts';
import { paragraph } from '#tests/support/paragraphs.ts';
import { addChapterRow } from '#tests/support/rows.ts';
import { testClock } from '#tests/support/server-world.ts';
import { actorNamed, authorityOf } from '#tests/support/sync-people.ts';
import {
  onEachDatabase,
  openTestDatabase,
  type TestDatabase,
} from '#tests/support/test-database.ts';

/** Often enough that two who ask at once also meet between reading the last number and writing. */
const ROUNDS = 20;

onEachDatabase((kind) => {
  describe('history, written by two servers at once', () => {
    let database: TestDatabase;
    let sync: Sync;
    let servers: readonly [History, History];
    let chapter: ChapterId;

    beforeAll(async () => {
      database = await openTestDatabase(kind);
      const { db } = database;
      const clock = testClock();
      sync = createSync({
        database,
        clock,
        random: (length) => new Uint8Array(randomBytes(length)),
        logger: silentLogger,
        origins: () => [],
        authority: authorityOf(new Map(), async () => true),
      });
      // Neither knows whose turn it is at the other.
      servers = [createHistory({ db, clock, sync }), createHistory({ db, clock, sync })];
    });
    beforeEach(async () => {
      chapter = await addChapterRow(database);
      const blocks = [paragraph('a', 'One')];
      await sync.seed(database.db, { chapterId: chapter, blocks, author: actorNamed('') });
    });
    afterAll(async () => {
      await sync.close();
      await database.close();
    });

    const numbers = async () =>
      (await servers[0].list(chapter, { limit: 100 })).results.map(({ number }) => number);
    const downFrom = (count: number) => Array.from({ length: count }, (_, at) => count - at);

    it('[HI5] lets every name stand', async () => {
      const given: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const names = [`ada ${round}`, `ben ${round}`];
        const kept = await Promise.all(
          servers.map((server, at) =>
            server.checkpoint(chapter, { reason: 'named', name: names[at] ?? '' }),
          ),
        );
        expect(kept.map(({ name }) => name)).toEqual(names);
        given.push(...names);
      }
      const { results } = await servers[0].list(chapter, { limit: 100 });
      expect(results.map(({ name }) => name).toSorted()).toEqual(given.toSorted());
      expect(await numbers()).toEqual(downFrom(2 * ROUNDS));
    });

    it('[HI9] gives consecutive numbers, and the same content only one', async () => {
      const settled = (server: History, round: number) =>
        server.settled({
          chapterId: chapter,
          sequence: round,
          blocks: [paragraph('a', `Round ${round}`)],
          authorsSince: () => [],
        });
      for (let round = 1; round <= ROUNDS; round++) {
        await Promise.all(servers.map((server) => settled(server, round)));
      }
      expect(await numbers()).toEqual(downFrom(ROUNDS));
    });
  });
});
