/** The whole product on a disk of a few megabytes that fills up. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OWNER, type Product, startProduct } from '#scripts/lab/product.ts';
import { canMount } from '#tests/support/can-mount.ts';
import { eventually } from '#tests/support/eventually.ts';
import { makeHandbook } from '#tests/support/handbook.ts';
import { runProgram } from '#tests/support/program.ts';
import { joinChapter, type StockPeer } from '#tests/support/stock-peer.ts';

vi.setConfig({ testTimeout: 90_000 });

const COMMAND_LINE = resolve('dist/server/commonbook.js');

let folder: string;
let disk: string | undefined;
let product: Product | undefined;
const peers: StockPeer[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-full-'));
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.close();
  await product?.kill();
  if (disk) execFileSync('umount', [disk]);
  await rm(folder, { recursive: true, force: true });
});

/** Writes into a file until nothing more goes in. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (const size of [65_536, 4_096, 1])
    for (;;) {
      const isFull = await file.write(Buffer.alloc(size)).then(
        () => false,
        () => true,
      );
      if (isFull) break;
    }
  await file.close();
}

async function command(dataDir: string, ...words: string[]) {
  return runProgram([COMMAND_LINE, ...words], { env: { DATA_DIR: dataDir } }).ended;
}

it.skipIf(!canMount)(
  'acknowledges nothing while the disk is full, goes on reading and exporting, and resumes by itself',
  async () => {
    const dataDir = await mkdtemp(join(folder, 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'none', dataDir]);
    disk = dataDir;
    product = await startProduct({ dataDir });
    const { url, owner } = product;
    const status = async (path: string) =>
      (await fetch(`${url}${path}`, { headers: { cookie: owner.cookie } })).status;
    const handbook = await makeHandbook(owner, { title: 'Small disk', chapters: ['One'] });
    const [chapterId = ''] = handbook.chapterIds;
    const [token = ''] = (await command(dataDir, 'token', OWNER.email)).stdout;
    const come = async () => {
      const peer = await joinChapter(url, { chapterId, token });
      peers.push(peer);
      return peer;
    };
    const [ada, ben] = [await come(), await come()];
    ada.write('Before it was full.');
    await eventually('the other has it', () => ben.text().includes('Before it was full.'));
    await eventually('it is acknowledged', () => ada.acknowledgedCount() > 0);

    const out = join(folder, 'out.md');
    const exported = async () => {
      const words = ['export', handbook.slug, 'core', '--format', 'markdown', '--out', out];
      expect(await command(dataDir, ...words)).toMatchObject({ code: 0, stderr: [] });
      return readFile(out, 'utf8');
    };
    await exported();

    const filler = join(dataDir, 'filler');
    await fill(filler);
    const acknowledgedCount = ada.acknowledgedCount();
    const long = `While it is full. ${'x'.repeat(200_000)}`;
    ada.write(long);
    await vi.waitUntil(async () => (await status('/readyz')) === 503, { timeout: 10_000 });
    expect(ada.acknowledgedCount()).toBe(acknowledgedCount);
    expect(ben.text()).not.toContain('While it is full.');
    expect(await status('/healthz')).toBe(200);
    expect(await status(`/api/handbooks/${handbook.handbookId}`)).toBe(200);
    expect((await come()).text()).toContain('Before it was full.');
    expect(await exported()).toContain('Before it was full.');

    await rm(filler);
    await eventually('the other has it', () => ben.text().includes('While it is full.'));
    await eventually('it is acknowledged', () => ada.acknowledgedCount() > acknowledgedCount);
    await vi.waitUntil(async () => (await status('/readyz')) === 200, { timeout: 10_000 });
  },
);
