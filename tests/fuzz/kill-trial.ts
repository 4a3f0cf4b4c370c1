/**
 * `kill -9` in the middle of a write storm, again and again on the same data: every acknowledged word
 * is there exactly once, none is from nobody, and the clients bring the rest by themselves.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Product, startProduct } from '#scripts/lab/product.ts';
import { eventually } from '#tests/support/eventually.ts';
import { SeededRandom } from '#tests/support/random.ts';
import { faultsOf, StormClient, wordsOf } from './storm.ts';

export interface KillTrial {
  readonly count: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

const CLIENTS = ['ada', 'ben', 'cleo', 'dov'];

/** Kills the built server `count` times. Logs each fault; `acknowledged` is how many words were. */
export async function runKillTrial(trial: KillTrial): Promise<{
  readonly failures: number;
  readonly rounds: number;
  readonly acknowledged: number;
}> {
  const { count, seed, log } = trial;
  log(`kill: ${count} rounds, seed ${seed}`);
  const random = new SeededRandom(seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'commonbook-kill-'));
  let failures = 0;
  let rounds = 0;
  let acknowledged = 0;
  let chapterId = '';
  const tell = (round: number, faults: readonly string[]): void => {
    if (faults.length === 0) return;
    failures += 1;
    log(`seed ${seed}, round ${round}: ${faults.length} faults`);
    for (const fault of faults.slice(0, 5)) log(`  ${fault}`);
  };
  try {
    for (let round = 0; round < count; round += 1) {
      // A chapter of its own each round, so that a long trial does not slow down with its text.
      const clients = CLIENTS.map((name) => new StormClient(`${name}${round}x`, random));
      const first = await startProduct({ dataDir });
      chapterId = await makeChapter(first, round);
      await connectAll(first, chapterId, clients);
      for (const client of clients) client.storm();
      const sizeNow = () => clients.reduce((sum, client) => sum + client.acknowledged.size, 0);
      const goal = random.below(200);
      await eventually('the storm is under way', () => sizeNow() > goal);
      await new Promise((resolve) => setTimeout(resolve, random.below(900)));
      await first.kill();
      for (const client of clients) client.stop();
      acknowledged += sizeNow();
      tell(round, checkFile(dataDir));
      const second = await startProduct({ dataDir });
      const reader = new StormClient('reader', random);
      await connectAll(second, chapterId, [reader]);
      tell(round, faultsOf(wordsOf(reader.doc), clients));
      await connectAll(second, chapterId, clients);
      await eventually('the clients brought the rest', () => clients.every((one) => one.isSaved));
      await eventually('everyone has it', () => {
        const all = clients.reduce((sum, client) => sum + client.written.size, 0);
        return wordsOf(reader.doc).length === all;
      });
      tell(round, faultsOf(wordsOf(reader.doc), clients));
      for (const client of [...clients, reader]) client.stop();
      await second.kill();
      rounds += 1;
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  log(`kill: ${rounds} kills, ${acknowledged} acknowledged words, ${failures} failures`);
  return { failures, rounds, acknowledged };
}

async function makeChapter(product: Product, round: number): Promise<string> {
  const { handbooks, chapters } = product.owner.api;
  const handbook = await handbooks.make({
    title: `Storm ${round}`,
    slug: `storm-${round}`,
    summary: '',
    language: 'en',
  });
  const [core] = handbook.editions;
  if (!core) throw new Error('The handbook has no core edition.');
  const chapter = await chapters.add({ editionId: core.id, title: 'Storm' });
  return chapter.id;
}

async function connectAll(
  product: Product,
  chapterId: string,
  clients: readonly StormClient[],
): Promise<void> {
  const address = `${product.url.replace('http', 'ws')}/sync/${chapterId}?ack=1`;
  const headers = { cookie: product.owner.cookie, origin: product.url };
  await Promise.all(clients.map((client) => client.start(address, headers)));
}

/** SQLite's own opinion of the file that a killed process left behind. */
function checkFile(dataDir: string): string[] {
  const database = new Database(join(dataDir, 'commonbook.sqlite'));
  try {
    const integrity = database.pragma('integrity_check', { simple: true });
    const orphans = database.pragma('foreign_key_check');
    return [
      ...(integrity === 'ok' ? [] : [`integrity: ${String(integrity)}`]),
      ...(Array.isArray(orphans) && orphans.length === 0 ? [] : ['foreign keys are broken']),
    ];
  } finally {
    database.close();
  }
}
