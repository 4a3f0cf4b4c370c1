/**
 * What programs and operators do with the built product: the stock y-websocket client with a token,
 * a backup that is put back, the whole on PostgreSQL.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { OWNER, type Product, startProduct } from '#scripts/lab/product.ts';
import { eventually } from '#tests/support/eventually.ts';
import { makeHandbook } from '#tests/support/handbook.ts';
import { makePostgresDatabase } from '#tests/support/postgres-server.ts';
import { runProgram } from '#tests/support/program.ts';
import { joinChapter, type StockPeer } from '#tests/support/stock-peer.ts';

vi.setConfig({ testTimeout: 120_000 });

const COMMAND_LINE = resolve('dist/server/commonbook.js');

let folder: string;
const products = new Set<Product>();
const peers: StockPeer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-programs-'));
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.close();
  for (const product of products) await product.kill();
  products.clear();
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}, dataDir = join(folder, 'data')) {
  const product = await startProduct({ dataDir, env });
  products.add(product);
  return product;
}

async function stop(product: Product): Promise<void> {
  await product.stop();
  products.delete(product);
}

/** Runs a command that succeeds; what it printed. */
async function command(env: Record<string, string>, ...words: string[]): Promise<string[]> {
  const environment = { DATA_DIR: join(folder, 'data'), ...env };
  const { code, stdout, stderr } = await runProgram([COMMAND_LINE, ...words], { env: environment })
    .ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: [] });
  return [...stdout];
}

async function joinAs(
  product: Product,
  of: { readonly chapterId: string; readonly token: string },
) {
  const peer = await joinChapter(product.url, of);
  peers.push(peer);
  return peer;
}

const story = async (env: Record<string, string>) => {
  const product = await start(env);
  const handbook = await makeHandbook(product.owner, { title: 'Told twice', chapters: ['One'] });
  const [chapterId = ''] = handbook.chapterIds;
  const [token = '', ...others] = await command(env, 'token', OWNER.email);
  expect(others).toEqual([]);
  const [ada, ben] = [
    await joinAs(product, { chapterId, token }),
    await joinAs(product, { chapterId, token }),
  ];
  ada.write('Ada was here.');
  ben.write('So was Ben.');
  for (const peer of [ada, ben])
    await eventually('both read both', () => /Ada.*Ben|Ben.*Ada/s.test(peer.text()));
  await eventually('it is acknowledged', () => ada.acknowledgedCount() > 0);
  return { product, handbook, chapterId, token, ada };
};

it('puts a backup back on an empty machine, and lets nobody mix it with what came after', async () => {
  const { product, handbook, chapterId, token, ada } = await story({});
  const file = join(folder, 'all.backup');
  await command({}, 'backup', file);
  ada.write('After the backup.');
  const acknowledgedCount = ada.acknowledgedCount();
  await eventually('it is acknowledged', () => ada.acknowledgedCount() > acknowledgedCount);
  await stop(product);

  const elsewhere = { DATA_DIR: join(folder, 'elsewhere') };
  await command(elsewhere, 'restore', file);
  expect(await command(elsewhere, 'verify')).toEqual(['Everything fits together.']);
  const restored = await start({}, elsewhere.DATA_DIR);
  const newcomer = await joinAs(restored, { chapterId, token });
  expect(newcomer.text()).toContain('Ada was here.');
  expect(newcomer.text()).not.toContain('After the backup.');
  const [list] = await command(elsewhere, 'list', '--json');
  expect(JSON.parse(list ?? '')).toMatchObject([{ id: handbook.handbookId }]);
  // The one who was there before still knows the old history, and would bring it along.
  await ada.returnTo(restored.url);
  expect(ada.closeCode()).toBe(4409);
  expect(newcomer.text()).not.toContain('After the backup.');
});

it.skipIf(inject('postgresServer') === null)(
  'does the same on PostgreSQL, over a restart',
  async () => {
    const made = await makePostgresDatabase(inject('postgresServer') ?? '');
    try {
      const env = { DATABASE_URL: made.url };
      const { product, handbook, chapterId, token } = await story(env);
      await command(env, 'import', resolve('handbooks/food-coop'));
      for (const format of ['markdown', 'zip', 'pdf']) {
        const out = join(folder, `out.${format}`);
        await command(env, 'export', 'food-coop', 'dublin', '--format', format, '--out', out);
        expect((await readFile(out)).byteLength).toBeGreaterThan(1_000);
      }
      const revisions = await product.owner.api.revisions.list({ chapterId });
      expect(revisions.results.length).toBeGreaterThan(0);
      await stop(product);
      expect(await command(env, 'verify')).toEqual(['Everything fits together.']);
      const again = await start(env);
      expect((await joinAs(again, { chapterId, token })).text()).toContain('Ada was here.');
      expect(
        (await again.owner.api.handbooks.list({})).results.map(({ slug }) => slug).sort(),
      ).toEqual(['food-coop', handbook.slug].sort());
      await stop(again);
    } finally {
      await made.drop();
    }
  },
);
