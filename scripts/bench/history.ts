/** Two revisions of a 300-block chapter compared, and what one more of them costs on disk. */

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Block } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import { compareBlocks } from '#shared/merge/merge.ts';
import { type Benchmark, type Figure, percentile } from './figure.ts';
import { sampleBlocks, sentence } from './sample-chapter.ts';
import { openWorld, type World } from './world.ts';

const ROUNDS = 50;
const REVISIONS = 40;
const MANY_REVISIONS = 5_000;
const TABLES = ['revision', 'revision_author', 'block_version', 'block'];

export const history: Benchmark = {
  name: 'history',
  run: async () => {
    const blocks = sampleBlocks(300);
    const world = await openWorld();
    const chapter = await world.addChapter('300 blocks', blocks);
    const figures = [
      comparing('one block changed', blocks, withChanged(blocks, [150], 1)),
      comparing(
        'every third block changed',
        blocks,
        withChanged(blocks, every(3, blocks.length), 1),
      ),
      comparing('every block changed', blocks, withChanged(blocks, every(1, blocks.length), 1)),
      ...(await keeping(world, chapter, blocks)),
      ...(await listing(world, chapter)),
    ];
    await world.close();
    return figures;
  },
};

function comparing(what: string, before: readonly Block[], after: readonly Block[]): Figure {
  const samples = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    compareBlocks(before, after);
    return performance.now() - startedAt;
  });
  return {
    what: `two revisions of 300 blocks compared, ${what}, p95 of ${ROUNDS}`,
    value: percentile(samples, 0.95),
    unit: 'ms',
    under: 50,
  };
}

async function keeping(
  world: World,
  chapterId: ChapterId,
  blocks: readonly Block[],
): Promise<Figure[]> {
  const { api } = world.product.owner;
  await api.revisions.keep({ chapterId, name: 'Before' });
  const before = storedBytes(world);
  for (let round = 1; round <= REVISIONS; round += 1) {
    await world.rewrite(chapterId, withChanged(blocks, [(round * 7) % blocks.length], round));
    await api.revisions.keep({ chapterId, name: `Round ${round}` });
  }
  return [
    {
      what: `one more revision with a changed block, on disk (mean of ${REVISIONS})`,
      value: (storedBytes(world) - before) / REVISIONS,
      unit: 'bytes',
      under: 3072,
    },
  ];
}

/** Pages of a timeline that has grown for years. */
async function listing(world: World, chapterId: ChapterId): Promise<Figure[]> {
  const { api } = world.product.owner;
  multiplyRevisions(world);
  const samples: number[] = [];
  let cursor: string | null = null;
  do {
    const startedAt = performance.now();
    const page = await api.revisions.list({ chapterId, limit: 100, ...(cursor && { cursor }) });
    samples.push(performance.now() - startedAt);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [
    {
      what: `100 of ${MANY_REVISIONS} revisions listed over HTTP, from the newest to the first, p95`,
      value: percentile(samples, 0.95),
      unit: 'ms',
      under: 50,
    },
  ];
}

/** Repeats the newest revision until there are many: kept one by one they would take minutes. */
function multiplyRevisions(world: World): void {
  const database = new Sqlite(databaseFile(world));
  const { changes } = database
    .prepare(
      `with recursive later (number) as (
         select max(number) + 1 from revision
         union all select number + 1 from later where number < @last
       )
       insert into revision (chapter_id, number, at, reason, name, sequence, blocks, word_count)
       select newest.chapter_id, later.number, newest.at + later.number * 60000, newest.reason,
         newest.name, newest.sequence, newest.blocks, newest.word_count
       from later, (select * from revision order by number desc limit 1) as newest`,
    )
    .run({ last: MANY_REVISIONS });
  if (changes === 0) throw new Error('No revision was repeated.');
  database
    .prepare(
      `insert or ignore into revision_author (chapter_id, number, person_id)
       select revision.chapter_id, revision.number, author.person_id
       from revision, (select person_id from revision_author limit 1) as author`,
    )
    .run();
  database.close();
}

const databaseFile = ({ product }: World) => join(product.dataDir, 'commonbook.sqlite');

/** Bytes of the pages that hold history, indices and all. */
function storedBytes(world: World): number {
  const database = new Sqlite(databaseFile(world), { readonly: true });
  const places = TABLES.map(() => '?').join(', ');
  const row = database
    .prepare(
      `select sum(payload + 4 * ncell) as bytes from dbstat
       where name in (select name from sqlite_schema where tbl_name in (${places}))`,
    )
    .get(...TABLES) as { bytes: number };
  database.close();
  return row.bytes;
}

function every(step: number, length: number): number[] {
  return Array.from({ length: Math.floor(length / step) }, (_, at) => at * step);
}

/** The blocks with the third word on of some of them written anew. */
function withChanged(blocks: readonly Block[], at: readonly number[], seed: number): Block[] {
  return blocks.map((block, index) => {
    if (!at.includes(index) || block.json.type !== 'paragraph') return block;
    const text = `Changed in round ${seed}: ${sentence(index + seed, 30)}`;
    return { ...block, json: { ...block.json, content: [{ type: 'text', text, marks: [] }] } };
  });
}
