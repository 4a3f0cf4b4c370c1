/** A book of about a hundred pages as PDF: the first time, unchanged, and after one changed word. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChapterId, ExportId } from '#shared/ids.ts';
import { type Benchmark, median } from './figure.ts';
import { sampleBlocks } from './sample-chapter.ts';
import { openWorld, type World } from './world.ts';

const CHAPTERS = 10;
const BLOCKS = 110;
const ROUNDS = 5;

export const pdf: Benchmark = {
  name: 'pdf',
  run: async () => {
    const world = await openWorld();
    const chapters: ChapterId[] = [];
    for (let at = 1; at <= CHAPTERS; at += 1)
      chapters.push(await world.addChapter(`Chapter ${at}`, sampleBlocks(BLOCKS)));
    const first = await exported(world);
    const again: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const chapter = chapters[round % CHAPTERS];
      if (chapter !== undefined) await world.rewrite(chapter, sampleBlocks(BLOCKS + round));
      again.push((await exported(world)).ms);
    }
    const pages = await pageCount(world, first.id);
    await world.close();
    return [
      { what: 'pages of the book', value: pages, unit: 'pages' },
      {
        what: 'PDF, first time (from the request to the finished file)',
        value: first.ms / 1000,
        unit: 's',
      },
      {
        what: `PDF after one chapter changed (median of ${ROUNDS})`,
        value: median(again) / 1000,
        unit: 's',
        under: 3,
      },
    ];
  },
};

async function exported(world: World): Promise<{ ms: number; id: ExportId }> {
  const { api } = world.product.owner;
  const startedAt = performance.now();
  const { id } = await api.exports.start({ editionId: world.editionId, format: 'pdf' });
  for (;;) {
    const { state, report } = await api.exports.get({ exportId: id });
    if (state === 'done') return { ms: performance.now() - startedAt, id };
    if (state === 'failed') throw new Error(`The export failed: ${JSON.stringify(report)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function pageCount(world: World, id: ExportId): Promise<number> {
  const answer = await fetch(`${world.product.url}/exports/${id}/file`, {
    headers: { cookie: world.product.owner.cookie },
  });
  const scratch = await mkdtemp(join(tmpdir(), 'commonbook-bench-'));
  const file = join(scratch, 'book.pdf');
  await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
  const pages = /^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))?.[1];
  await rm(scratch, { recursive: true });
  return Number(pages);
}
