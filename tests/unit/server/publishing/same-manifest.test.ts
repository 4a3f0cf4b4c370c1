import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importHandbook } from '#server/editions/editions.ts';
import { sha256 } from '#server/lib/sha256.ts';
import { OPERATOR } from '#server/people/people.ts';
import { parseManifest } from '#server/publishing/manifest.ts';
import { createDarkroom } from '#server/publishing/prepare-pictures.ts';
import { createPrinter, type Printer } from '#server/publishing/printer.ts';
import { render } from '#server/publishing/render.ts';
import { createTypstEngine, type PdfEngine } from '#server/publishing/typst-engine.ts';
import { EXPORT_FORMATS } from '#shared/api/exports.ts';
import type { Block } from '#shared/content/content.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import { type ImportWorld, openImportWorld } from '#tests/support/import-world.ts';

let world: ImportWorld;
let engine: PdfEngine;
let printer: Printer;
beforeEach(async () => {
  world = await openImportWorld();
  engine = createTypstEngine();
  printer = createPrinter();
});
afterEach(async () => {
  await printer.close();
  await engine.close();
  await world.close();
});

const YAML = `title: A handbook
language: en
facts:
  - { name: law, label: The law, inCore: Any act }
  - { name: founders, type: number, label: Founders }
`;
const EDITION =
  'city: Gent\ncountry: BE\nlanguage: en\nbasedOn: 1\nomitted: [third]\nfacts: { law: The act }\n';
const FACTS = '{{law}} and {{founders}}.';
const CORE = `---\ntitle: Begin\n---\n\nOne. ${FACTS}\n\n- a\n- b\n\n![The shop](../images/shop.png)\n`;

async function imported(): Promise<HandbookId> {
  const plain = { width: 30, height: 20, channels: 3, background: 'red' } as const;
  const files = new Map<string, Uint8Array>([
    ['images/shop.png', new Uint8Array(await sharp({ create: plain }).png().toBuffer())],
  ]);
  const texts = {
    'handbook.yaml': YAML,
    'core/01-begin.md': CORE,
    'core/02-end.md': CORE.replace('Begin', 'End'),
    'core/03-third.md': CORE.replace('Begin', 'Third'),
    'editions/gent/edition.yaml': EDITION,
    'editions/gent/01-begin.md': CORE.replace('One', 'Ours'),
  };
  for (const [path, text] of Object.entries(texts)) files.set(path, new TextEncoder().encode(text));
  return (await importHandbook(world, { files, name: 'a-handbook' }, OPERATOR)).handbookId;
}

async function chapterIds(edition: EditionId): Promise<ChapterId[]> {
  const { db } = world;
  const rows = await db
    .selectFrom('chapter')
    .select('id')
    .where('edition_id', '=', edition)
    .execute();
  return rows.map(({ id }) => id);
}

/** Says something of every block of a chapter. */
async function say(chapterId: ChapterId, blocks: readonly Block[], sentence: string) {
  const { db } = world;
  await db.deleteFrom('block_lineage').where('chapter_id', '=', chapterId).execute();
  await db.deleteFrom('block_policy').where('chapter_id', '=', chapterId).execute();
  for (const { id } of blocks) {
    const block = { chapter_id: chapterId, block_id: id };
    const said = { reason: 'law', sentence, differs_in_substance: 1, translates: null };
    await db
      .insertInto('block_lineage')
      .values({ ...block, ...said })
      .execute();
    const policy = sentence.length > 9 ? 'adapt' : 'keep';
    await db
      .insertInto('block_policy')
      .values({ ...block, policy })
      .execute();
  }
}

/** Everything that people can change of a handbook, all of it, in place. */
async function changeEverything(handbookId: HandbookId): Promise<void> {
  const { db } = world;
  const core = await world.editionId(handbookId, 'core');
  const gent = await world.editionId(handbookId, 'gent');
  for (const edition of [core, gent])
    for (const [at, id] of (await chapterIds(edition)).entries()) {
      await world.sync.edit(id, { author: OPERATOR, reason: 'restore' }, (blocks) =>
        [...blocks].reverse().slice(1),
      );
      await world.keep(id);
      await say(id, (await world.sync.read(id)).blocks, 'Said otherwise.');
      const renamed = { slug: `other-${at}`, title: `Other ${at}`, position: `z${9 - at}` };
      await db
        .updateTable('chapter')
        .set({ ...renamed, omitted_at: at === 1 ? 5 : null, upstream_id: null })
        .where('id', '=', id)
        .execute();
    }
  const handbook = { title: 'Other', summary: 'Other.', licence: 'CC0-1.0', model: 'other' };
  await db
    .updateTable('handbook')
    .set({ ...handbook, slug: 'other', language: 'nl' })
    .execute();
  const edition = { city: 'Antwerp', latitude: 1, language: 'nl', base_release_id: null };
  await db.updateTable('edition').set(edition).where('id', '=', gent).execute();
  const credits = JSON.stringify([{ name: 'Somebody Else', role: 'translator' }]);
  const ownWords = { title: 'Another title', summary: 'Another summary.', credits };
  await db.updateTable('edition').set(ownWords).execute();
  await db.updateTable('edition').set({ slug: 'antwerp' }).where('id', '=', gent).execute();
  await db.updateTable('fact').set({ label: 'Other', help: 'Other.', type: 'text' }).execute();
  await db.updateTable('fact_value').set({ value: 'Other', source: 'Other' }).execute();
  await db.updateTable('release_chapter').set({ position: 7 }).execute();
  await db.deleteFrom('image').execute();
}

describe('a manifest', () => {
  it.each(EXPORT_FORMATS)(
    '[PB1] as %s gives the same bytes after everything that it was pinned from has changed',
    async (format) => {
      const handbookId = await imported();
      const gent = await world.editionId(handbookId, 'gent');
      for (const id of await chapterIds(gent))
        await say(id, (await world.sync.read(id)).blocks, 'So it is.');
      const { id } = await world.publishing.start({ editionId: gent, format, by: null });
      await world.publishing.idle();
      const row = await world.publishing.find(id);
      expect(row?.state, row?.report).toBe('done');
      await changeEverything(handbookId);

      const deps = { ...world, engine, printer, darkroom: createDarkroom(world.files) };
      const manifest = parseManifest(row?.manifest ?? '');
      const again = await render(manifest, deps, async () => undefined);
      expect(again.fileName).toBe(row?.file_name);
      expect(sha256(again.bytes)).toBe(row?.file_hash);
      expect(again.report).toEqual(JSON.parse(row?.report ?? ''));

      const now = await world.publishing.start({ editionId: gent, format, by: null });
      await world.publishing.idle();
      const moved = await world.publishing.find(now.id);
      expect(moved?.state, moved?.report).toBe('done');
      expect(moved?.file_hash).not.toBe(row?.file_hash);
    },
    60_000,
  );
});
