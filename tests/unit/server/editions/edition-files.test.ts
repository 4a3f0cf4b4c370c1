import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importHandbook } from '#server/editions/editions.ts';
import { type Actor, OPERATOR } from '#server/people/people.ts';
import type { Block } from '#shared/content/content.ts';
import type { BlockId, ChapterId, EditionId, HandbookId, PersonId } from '#shared/ids.ts';
import { type ImportWorld, openImportWorld } from '#tests/support/import-world.ts';
import { addPersonRow } from '#tests/support/rows.ts';

let world: ImportWorld;
beforeEach(async () => {
  world = await openImportWorld();
});
afterEach(() => world.close());

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const bytesOf = (text: string) => encoder.encode(text);

const CORE = '---\ntitle: Begin\n---\n\nOne.\n\n- a\n- b\n\nThree.\n';

async function imported(
  more: Readonly<Record<string, string | Uint8Array>> = {},
  actor: Actor = OPERATOR,
) {
  const texts = {
    'handbook.yaml': 'title: A handbook\nlanguage: en\nfacts:\n  - { name: law, label: The law }\n',
    'core/01-begin.md': CORE,
    'core/02-end.md': CORE.replace('Begin', 'End'),
    'editions/gent/edition.yaml':
      'city: Gent\ncountry: BE\nlanguage: en\nfacts: { law: The act }\n',
    ...more,
  };
  const files = new Map(
    Object.entries(texts).map(([path, one]) => [
      path,
      typeof one === 'string' ? bytesOf(one) : one,
    ]),
  );
  return importHandbook(world, { files, name: 'a-handbook' }, actor);
}

/** Exports an edition and imports it under another address. */
async function again(handbookId: HandbookId, slug: string): Promise<HandbookId> {
  const files = await world.exported(await world.editionId(handbookId, slug));
  return (await importHandbook(world, { files, name: 'x', handbook: 'again' }, OPERATOR))
    .handbookId;
}

async function chapterIds(edition: EditionId): Promise<ChapterId[]> {
  const rows = await world.db
    .selectFrom('chapter')
    .select('id')
    .where('edition_id', '=', edition)
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}

const author = (name: string) => ({ name, role: 'author' });

/** Adds somebody who has an account. */
async function person(name: string): Promise<Actor> {
  const id = name as PersonId;
  await addPersonRow(world.database, name, id);
  return { kind: 'person', id, name, via: 'session', credentialId: name };
}

/** Changes a chapter as people do, and keeps a revision of it. */
async function edit(
  chapter: ChapterId,
  change: (blocks: readonly Block[]) => readonly Block[],
  author: Actor = OPERATOR,
) {
  await world.sync.edit(chapter, { author, reason: 'restore' }, change);
  await world.keep(chapter);
}

const paragraph = (id: string, text: string): Block => {
  const content = text === '' ? [] : [{ type: 'text', text, marks: [] } as const];
  return { id: id as BlockId, json: { type: 'paragraph', attrs: { id: id as BlockId }, content } };
};

describe('a city’s edition as files', () => {
  it('[HF2] holds only chapters that differ, and comes back whole', async () => {
    const { handbookId } = await imported();
    const gent = await world.editionId(handbookId, 'gent');
    const [begin, end] = await chapterIds(gent);
    if (!begin || !end) throw new Error('chapters are missing');
    await edit(begin, (blocks) => [paragraph('own1', 'Ours.'), ...blocks.slice(0, 2)]);
    const files = await world.exported(gent);
    const chapters = [...files.keys()].filter((path) => path.startsWith('editions/gent/0'));
    expect(chapters).toEqual(['editions/gent/01-begin.blocks.yaml', 'editions/gent/01-begin.md']);
    const before = await world.texts(gent);
    const copy = await again(handbookId, 'gent');
    expect(await world.texts(await world.editionId(copy, 'gent'))).toEqual(before);
  });

  it('[HF2] drops nothing but empty paragraphs at a chapter’s end', async () => {
    const { handbookId } = await imported();
    const core = await world.editionId(handbookId, 'core');
    const [begin] = await chapterIds(core);
    if (!begin) throw new Error('the chapter is missing');
    const [one] = (await world.texts(core)).get('begin') ?? [];
    if (!one) throw new Error('the text is missing');
    const kept = [paragraph('e1', ''), one, paragraph('e2', ''), paragraph('e3', 'x ')];
    await edit(begin, () => [...kept, paragraph('e4', ''), paragraph('e5', '')]);
    const copy = await again(handbookId, 'core');
    expect((await world.texts(await world.editionId(copy, 'core'))).get('begin')).toEqual(kept);
  });

  it('[HF1] [HF6] keeps what is left out, what is said of blocks, and what the steward asks', async () => {
    const { handbookId } = await imported();
    const gent = await world.editionId(handbookId, 'gent');
    const core = await world.editionId(handbookId, 'core');
    const [begin, end] = await chapterIds(gent);
    const [coreBegin] = await chapterIds(core);
    const [one, list] = (await world.texts(gent)).get('begin') ?? [];
    if (!begin || !end || !coreBegin || !one || !list) throw new Error('something is missing');
    await edit(begin, (blocks) => blocks.filter(({ id }) => id !== list.id));
    const said = {
      reason: 'law',
      sentence: 'So: "it" is',
      differs_in_substance: 1,
      translates: null,
    };
    const lineage = [
      { chapter_id: begin, block_id: one.id, ...said },
      { chapter_id: begin, block_id: list.id, ...said, reason: 'scale' },
    ];
    await world.db.insertInto('block_lineage').values(lineage).execute();
    const policy = { chapter_id: coreBegin, block_id: one.id, policy: 'keep' };
    await world.db.insertInto('block_policy').values(policy).execute();
    await world.db.updateTable('chapter').set({ omitted_at: 5 }).where('id', '=', end).execute();

    const copy = await again(handbookId, 'gent');
    const [copyBegin, copyEnd] = await chapterIds(await world.editionId(copy, 'gent'));
    const [copyCore] = await chapterIds(await world.editionId(copy, 'core'));
    if (!copyBegin || !copyEnd || !copyCore) throw new Error('a chapter is missing');
    const rows = await world.db
      .selectFrom('block_lineage')
      .select(['block_id', 'reason', 'sentence', 'differs_in_substance'])
      .where('chapter_id', '=', copyBegin)
      .execute();
    const { translates, ...kept } = said;
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ block_id: one.id, ...kept });
    expect(rows).toContainEqual({ block_id: list.id, ...kept, reason: 'scale' });
    const policies = await world.db
      .selectFrom('block_policy')
      .select(['block_id', 'policy'])
      .where('chapter_id', '=', copyCore)
      .execute();
    expect(policies).toEqual([{ block_id: one.id, policy: 'keep' }]);
    const row = await world.db
      .selectFrom('chapter')
      .select('omitted_at')
      .where('id', '=', copyEnd)
      .executeTakeFirst();
    expect(row?.omitted_at).not.toBeNull();
  });

  it('[HF9] names who wrote it, and the release it rests on, wherever it goes', async () => {
    const { handbookId } = await imported({
      'editions/gent/edition.yaml':
        'city: Gent\ncountry: BE\nlanguage: en\nbasedOn: 3\ncredits: [{ name: Cleo, role: editor }]\n',
    });
    const [core] = await chapterIds(await world.editionId(handbookId, 'core'));
    const [gent] = await chapterIds(await world.editionId(handbookId, 'gent'));
    if (!core || !gent) throw new Error('a chapter is missing');
    for (const [name, chapter] of [
      ['ada', core],
      ['ben', gent],
    ] as const) {
      const writes = (blocks: readonly Block[]) => [...blocks, paragraph(name, 'And more.')];
      await edit(chapter, writes, await person(name));
    }
    // The city has taken over what was written upstream.
    await world.db
      .updateTable('chapter')
      .set({ base_revision: 2 })
      .where('id', '=', gent)
      .execute();

    const copy = await again(handbookId, 'gent');
    const named = async (slug: string) => {
      const edition = await world.db
        .selectFrom('edition')
        .leftJoin('release', 'release.id', 'edition.base_release_id')
        .select(['edition.credits', 'release.number'])
        .where('edition.id', '=', await world.editionId(copy, slug))
        .executeTakeFirstOrThrow();
      return { ...edition, credits: JSON.parse(edition.credits) };
    };
    expect(await named('core')).toEqual({ number: null, credits: [author('ada')] });
    const credits = [{ name: 'Cleo', role: 'editor' }, author('ben')];
    expect(await named('gent')).toEqual({ number: 3, credits });
    // And once more, with nobody named twice.
    const files = await world.exported(await world.editionId(copy, 'gent'));
    const yaml = decoder.decode(files.get('editions/gent/edition.yaml'));
    expect(yaml.match(/ben/g)).toHaveLength(1);
    expect(yaml).toContain('basedOn: 3');
  });

  it('[HF9] does not name as an author whoever brought it in', async () => {
    const by = await person('ada');
    const credits = 'credits: [{ name: Ben, role: author }]\n';
    const edition = `city: Gent\ncountry: BE\nlanguage: en\n${credits}`;
    const { handbookId } = await imported({ 'editions/gent/edition.yaml': edition }, by);
    const files = await world.exported(await world.editionId(handbookId, 'gent'));
    const yaml = (path: string) => decoder.decode(files.get(path));
    expect(yaml('handbook.yaml')).not.toContain('ada');
    expect(yaml('editions/gent/edition.yaml')).toContain('Ben');
    expect(yaml('editions/gent/edition.yaml')).not.toContain('ada');
  });

  it('[HF1] rests on the release that it names, whatever its neighbours name', async () => {
    const city = (name: string, more = '') => `city: ${name}\ncountry: BE\nlanguage: en\n${more}`;
    const { handbookId } = await imported({
      'editions/gent/edition.yaml': city('Gent', 'basedOn: 3\n'),
      'editions/brugge/edition.yaml': city('Brugge', 'basedOn: 1\n'),
      'editions/namur/edition.yaml': city('Namur'),
    });
    for (const [slug, number] of [
      ['gent', 3],
      ['brugge', 1],
      ['namur', 3],
    ] as const) {
      const files = await world.exported(await world.editionId(handbookId, slug));
      const yaml = decoder.decode(files.get(`editions/${slug}/edition.yaml`));
      expect(yaml).toContain(`basedOn: ${number}\n`);
      expect([...files.keys()]).toContain('core/02-end.md');
    }
  });

  it('[HF1] bears chapters of its own, in its own order and under its own names', async () => {
    const { handbookId } = await imported({
      'editions/gent/edition.yaml':
        'city: Gent\ncountry: BE\nlanguage: nl\nchapters: [einde, eigen, begin]\n',
      'editions/gent/02-eigen.md': '---\ntitle: Van ons\ncore: false\n---\n\nEigen.\n',
      'editions/gent/01-einde.md': `---\ntitle: Einde\ncore: end\n---\n\nEen.\n\n- a\n- b\n\nDrie.\n`,
    });
    const gent = await world.editionId(handbookId, 'gent');
    const before = await world.texts(gent);
    expect([...before.keys()]).toEqual(['einde', 'eigen', 'begin']);
    const core = (await world.texts(await world.editionId(handbookId, 'core'))).get('end');
    expect(before.get('einde')?.map(({ id }) => id)).toEqual(core?.map(({ id }) => id));
    const copy = await again(handbookId, 'gent');
    expect(await world.texts(await world.editionId(copy, 'gent'))).toEqual(before);
  });
});

describe('pictures', () => {
  const png = () =>
    sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Copyright: 'a secret place' } })
      .png()
      .toBuffer();

  it('[HF1] are made harmless, found by the name that the text has for them, and come back', async () => {
    const { handbookId } = await imported({
      'images/shop front.png': new Uint8Array(await png()),
      'core/01-begin.md': '---\ntitle: Begin\n---\n\n![The shop](../images/shop%20front.png)\n',
    });
    const core = await world.editionId(handbookId, 'core');
    const before = await world.texts(core);
    const json = before.get('begin')?.[0]?.json;
    if (json?.type !== 'image') throw new Error('no picture');
    expect(json.attrs).toMatchObject({ alt: 'The shop' });
    const [row] = await world.db.selectFrom('image').selectAll().execute();
    expect(row).toMatchObject({ width: 3, height: 2, type: 'image/png', name: 'shop front.png' });
    expect(json.attrs.src).toBe(`images/${row?.hash}.png`);
    const stored = row && (await world.files.get(row.hash));
    expect(Buffer.from(stored ?? []).includes('secret')).toBe(false);
    const copy = await again(handbookId, 'core');
    expect(await world.texts(await world.editionId(copy, 'core'))).toEqual(before);
  });

  it('[HF4] that are damaged refuse the whole import', async () => {
    const broken = new Uint8Array(await png()).slice(0, 60);
    const { problems } = await imported({ 'images/x.png': broken }).catch((error) => error);
    expect(problems).toMatchObject([{ at: 'images/x.png' }]);
    expect(await world.db.selectFrom('handbook').select('id').execute()).toEqual([]);
  });

  it('[HF2] of another handbook are not taken along by who knows their hash', async () => {
    const first = await imported({ 'images/a.png': new Uint8Array(await png()) });
    const [row] = await world.db.selectFrom('image').select('hash').execute();
    const files = new Map([['a.md', bytesOf('# A\n\nText.\n')]]);
    const other = await importHandbook(world, { files, name: 'other' }, OPERATOR);
    expect(other.handbookId).not.toBe(first.handbookId);
    const core = await world.editionId(other.handbookId, 'core');
    const [chapter] = await chapterIds(core);
    if (!chapter || !row) throw new Error('something is missing');
    const id = 'p1' as BlockId;
    const src = `images/${row.hash}.png`;
    const attrs = { id, src, alt: '', decorative: true, width: null };
    await edit(chapter, () => [{ id, json: { type: 'image', attrs, content: [] } }]);
    const exported = await world.exported(core);
    expect([...exported.keys()].some((path) => path.startsWith('images/'))).toBe(false);
    expect(decoder.decode(exported.get('core/01-a.md'))).toContain(src);
  });
});
