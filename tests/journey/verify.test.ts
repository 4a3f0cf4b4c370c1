/** The command `verify` on a whole handbook: silent when all is well, and not when it is not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '#server/commands/commands.ts';
import { compose, type Product } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { systemClock } from '#server/lib/clock.ts';
import { silentLogger } from '#server/lib/logger.ts';
import { systemRandom } from '#server/lib/random.ts';

let dataDir: string;
let product: Product;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'commonbook-verify-'));
  product = await compose({
    config: readConfig({ DATA_DIR: dataDir }),
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    origins: () => [],
  });
  await run('import', resolve('handbooks/food-coop'));
});
afterEach(async () => {
  await product.close();
  await rm(dataDir, { recursive: true, force: true });
});

function run(...words: string[]) {
  return runCommand(product, { words, folder: dataDir });
}

async function faults(): Promise<readonly string[]> {
  const { lines, isFailure } = await run('verify');
  expect(isFailure).toBe(true);
  return lines;
}

it('finds nothing wrong with a handbook that was just imported', async () => {
  expect(await run('verify')).toEqual({ lines: ['Everything fits together.'] });
});

it('misses no text of a chapter that was deleted for good and that a city’s rests on', async () => {
  const { db } = product.database;
  const { upstream_id: id } = await db
    .selectFrom('chapter')
    .select('upstream_id')
    .where('upstream_id', 'is not', null)
    .executeTakeFirstOrThrow();
  await db.updateTable('chapter').set({ deleted_at: 1 }).where('id', '=', id).execute();
  expect(await product.handbooks.purge()).toBe(1);
  expect(await run('verify')).toEqual({ lines: ['Everything fits together.'] });
});

it('finds a block whose text was changed behind its hash', async () => {
  const { db } = product.database;
  const { hash } = await db.selectFrom('block').select('hash').limit(1).executeTakeFirstOrThrow();
  await db.updateTable('block').set({ json: '{}' }).where('hash', '=', hash).execute();
  expect(await faults()).toEqual([`block ${hash}: its text does not fit its hash`]);
});

it('finds text without authors', async () => {
  const { db } = product.database;
  const { chapter_id } = await db
    .deleteFrom('author_range')
    .where('chapter_id', '=', (eb) => eb.selectFrom('author_range').select('chapter_id').limit(1))
    .returning('chapter_id')
    .executeTakeFirstOrThrow();
  const [fault, ...others] = await faults();
  expect(fault).toMatch(new RegExp(`^chapter ${chapter_id}: client \\d+ wrote up to \\d+`));
  expect(others).toEqual([]);
});

it('finds a damaged and a missing piece of the live text', async () => {
  const { db } = product.database;
  const [one, other] = await db.selectFrom('chapter').select('id').orderBy('id').limit(2).execute();
  if (!one || !other) throw new Error('The handbook has chapters.');
  await db
    .updateTable('chapter_snapshot')
    .set({ bytes: Uint8Array.of(1, 2, 3) })
    .where('chapter_id', '=', one.id)
    .execute();
  await db.deleteFrom('chapter_snapshot').where('chapter_id', '=', other.id).execute();
  const found = await faults();
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(new RegExp(`^chapter ${one.id}: update \\d+ cannot be read$`));
  expect(found[1]).toBe(`chapter ${other.id}: it has no text`);
});

it('finds a missing revision', async () => {
  const { db } = product.database;
  const { chapter_id } = await db
    .updateTable('revision')
    .set({ number: 3 })
    .where('chapter_id', '=', (eb) => eb.selectFrom('revision').select('chapter_id').limit(1))
    .returning('chapter_id')
    .executeTakeFirstOrThrow();
  expect(await faults()).toEqual([`chapter ${chapter_id}: revision 1 is missing before 3`]);
});

it('finds a picture whose file is gone', async () => {
  const { db } = product.database;
  const images = db.selectFrom('image').select(['hash', 'name']).limit(1);
  const { hash, name } = await images.executeTakeFirstOrThrow();
  await rm(product.files.path(hash));
  expect(await faults()).toEqual([`file ${hash} (${name}): it is missing`]);
});
