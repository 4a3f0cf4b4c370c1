import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Imported,
  importHandbook,
  loadStarterHandbooks,
  readFilesAt,
} from '#server/editions/editions.ts';
import { OPERATOR } from '#server/people/people.ts';
import { AppError } from '#shared/errors.ts';
import type { HandbookId } from '#shared/ids.ts';
import { type ImportWorld, openImportWorld } from '#tests/support/import-world.ts';

let world: ImportWorld;
beforeEach(async () => {
  world = await openImportWorld();
});
afterEach(() => world.close());

const encoder = new TextEncoder();
function filesOf(texts: Readonly<Record<string, string>>): Map<string, Uint8Array> {
  return new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]));
}

async function starter(handbook?: string): Promise<Imported> {
  const { files, name } = await readFilesAt('handbooks/food-coop');
  return importHandbook(world, { files, name, handbook }, OPERATOR);
}

async function refusal(texts: Readonly<Record<string, string>>): Promise<AppError> {
  const request = { files: filesOf(texts), name: 'test' };
  const error = await importHandbook(world, request, OPERATOR).catch((cause: unknown) => cause);
  if (!(error instanceof AppError)) throw new Error('it was imported');
  return error;
}

const HANDBOOK = 'title: A handbook\nlanguage: en\nfacts:\n  - { name: law, label: The law }\n';

describe('the starter handbook', () => {
  it('[HF1] is imported with its cities, its facts and release 1 of its core', async () => {
    const { handbookId, slug, chapterCount, editionSlugs } = await starter();
    expect([slug, chapterCount, editionSlugs]).toEqual(['food-coop', 8, ['berlin', 'dublin']]);
    const core = await world.editionId(handbookId, 'core');
    const dublin = await world.editionId(handbookId, 'dublin');
    expect([...(await world.texts(dublin)).keys()]).toEqual([...(await world.texts(core)).keys()]);
    const based = await world.db
      .selectFrom('edition')
      .innerJoin('release', 'release.id', 'edition.base_release_id')
      .select(['edition.slug', 'release.number', 'release.edition_id'])
      .orderBy('edition.slug')
      .execute();
    expect(based).toEqual([
      { slug: 'berlin', number: 1, edition_id: core },
      { slug: 'dublin', number: 1, edition_id: core },
    ]);
    const facts = await world.db.selectFrom('fact_value').select('name').execute();
    expect(facts.length).toBe(14);
  });

  it('[HF2] comes back from the files of each edition with the same blocks and ids', async () => {
    const first = await starter();
    expect((await said(first.handbookId, 'berlin')).length).toBeGreaterThan(100);
    for (const slug of ['core', 'berlin', 'dublin']) {
      const files = await world.exported(await world.editionId(first.handbookId, slug));
      const request = { files, name: 'again', handbook: `again-${slug}` };
      const again = await importHandbook(world, request, OPERATOR);
      for (const edition of new Set(['core', slug])) {
        const before = await world.texts(await world.editionId(first.handbookId, edition));
        const after = await world.texts(await world.editionId(again.handbookId, edition));
        expect(after).toEqual(before);
        expect(await said(again.handbookId, edition)).toEqual(
          await said(first.handbookId, edition),
        );
      }
      const copy = await world.exported(await world.editionId(again.handbookId, slug));
      expect(without(copy, 'handbook.yaml')).toEqual(without(files, 'handbook.yaml'));
    }
  }, 60_000);

  it('[HF2] comes back also where an older database holds a day that is none', async () => {
    const { handbookId } = await starter();
    const dublin = await world.editionId(handbookId, 'dublin');
    await world.db.updateTable('fact_value').set({ review_by: '2027-13-45' }).execute();
    const files = await world.exported(dublin);
    const again = await importHandbook(world, { files, name: 'x', handbook: 'again' }, OPERATOR);
    const days = await world.db
      .selectFrom('fact_value')
      .select('review_by')
      .where('edition_id', '=', await world.editionId(again.handbookId, 'dublin'))
      .execute();
    expect(new Set(days.map((day) => day.review_by))).toEqual(new Set(['']));
  });

  it('[HF3] is loaded once, and passed by ever after', async () => {
    expect((await loadStarterHandbooks(world, 'handbooks')).map(({ slug }) => slug)).toEqual([
      'food-coop',
    ]);
    expect(await loadStarterHandbooks(world, 'handbooks')).toEqual([]);
    await expect(starter()).rejects.toThrow('another handbook at the address “food-coop”');
  });
});

/** What an edition's people say of its blocks, by chapter. */
async function said(handbookId: HandbookId, slug: string) {
  return world.db
    .selectFrom('block_lineage as line')
    .innerJoin('chapter', 'chapter.id', 'line.chapter_id')
    .select(['chapter.slug', 'line.block_id', 'line.reason', 'line.sentence'])
    .select(['line.differs_in_substance', 'line.translates'])
    .where('chapter.edition_id', '=', await world.editionId(handbookId, slug))
    .orderBy('chapter.slug')
    .orderBy('line.block_id')
    .execute();
}

function without(files: ReadonlyMap<string, Uint8Array>, path: string) {
  return new Map([...files].filter(([one]) => one !== path));
}

describe('files with a fault', () => {
  it.each([
    ['handbook.yaml', 1, { 'handbook.yaml': 'title: [\n' }],
    ['handbook.yaml', 3, { 'handbook.yaml': 'title: x\nlanguage: en\nfacts: 3\n' }],
    ['handbook.yaml', 3, { 'handbook.yaml': 'title: x\nlanguage: en\nbogus: 3\n' }],
    ['core/01-a.md', 2, { 'handbook.yaml': HANDBOOK, 'core/01-a.md': '---\ntitel: x\n---\n' }],
    ['core/01-a.md', 1, { 'handbook.yaml': HANDBOOK, 'core/01-a.md': '---\ntitle: x\n' }],
    ['core/A.md', undefined, { 'handbook.yaml': HANDBOOK, 'core/A.md': '---\ntitle: x\n---\n' }],
    [
      'core/01-a.blocks.yaml',
      1,
      {
        'handbook.yaml': HANDBOOK,
        'core/01-a.md': '---\ntitle: x\n---\n\nOne.\n\nTwo.\n',
        'core/01-a.blocks.yaml': '- { id: one }\n',
      },
    ],
    [
      'core/01-a.blocks.yaml',
      2,
      {
        'handbook.yaml': HANDBOOK,
        'core/01-a.md': '---\ntitle: x\n---\n\nOne.\n\nTwo.\n',
        'core/01-a.blocks.yaml': '- { id: one }\n- { id: one }\n',
      },
    ],
    [
      'editions/ghent/edition.yaml',
      4,
      {
        'handbook.yaml': HANDBOOK,
        'editions/ghent/edition.yaml': 'city: Gent\ncountry: BE\nlanguage: nl\nfacts: { lwa: x }\n',
      },
    ],
    [
      'editions/ghent/edition.yaml',
      undefined,
      { 'handbook.yaml': HANDBOOK, 'editions/ghent/x.md': '' },
    ],
  ] as const)('[HF4] are refused with their place: %s, line %s', async (at, line, files) => {
    const { code, problems } = await refusal(files);
    expect(code).toBe('invalid');
    expect(problems).toContainEqual(
      expect.objectContaining(line === undefined ? { at } : { at, line }),
    );
    expect(await world.db.selectFrom('handbook').select('id').execute()).toEqual([]);
    expect(await world.db.selectFrom('chapter').select('id').execute()).toEqual([]);
  });

  it.each([
    ['title: x', 'language: this is missing', 1],
    ['title: { a: b }\nlanguage: en', 'title: a text is expected here', 1],
    ['title: ""\nlanguage: en', 'title: this is empty', 1],
    [`title: ${'x'.repeat(201)}\nlanguage: en`, 'title: at most 200 characters', 1],
    ['title: x\nlanguage: English', 'language: a code as en, pt-BR or sr-Latn', 2],
    ['title: x\nlanguage: en\nsumary: x', '“sumary” is not known here', 3],
    ['title: x\nlanguage: en\nfacts: 3', 'facts: a list is expected here', 3],
    ['title: x\nlanguage: en\nfacts: [law]', 'facts.0: names with values are expected here', 3],
    [
      'title: x\nlanguage: en\nfacts: [{ name: Law, label: x }]',
      'facts.0.name: up to 40 small letters, digits and _, a letter first',
      3,
    ],
    [
      'title: x\nlanguage: en\nfacts: [{ name: law, label: x, type: words }]',
      'facts.0.type: one of text, number, money, date, link, contact',
      3,
    ],
    [
      'title: x\nlanguage: en\nfacts: [{ name: law, label: x, inCore: [x] }]',
      'facts.0.inCore: a text is expected here',
      3,
    ],
    [
      'title: x\nlanguage: en\nfacts: [{ name: law, label: x, inCore: { value: x, form: y } }]',
      'facts.0.inCore: “form” is not known here',
      3,
    ],
  ])('[HF4] are told in words: %s', async (yaml, reason, line) => {
    const { problems } = await refusal({ 'handbook.yaml': yaml });
    expect(problems).toEqual([{ at: 'handbook.yaml', line, reason }]);
  });

  const GHENT = 'city: Gent\ncountry: BE\nlanguage: nl\n';
  it.each([
    [`${GHENT}latitude: 91`, 'latitude: at most 90', 4],
    [`${GHENT}basedOn: 0`, 'basedOn: at least 1', 4],
    [`${GHENT}basedOn: 1.5`, 'basedOn: a whole number is expected here', 4],
    [
      `${GHENT}facts: { The Law: x }`,
      'facts.The Law: up to 40 small letters, digits and _, a letter first',
      4,
    ],
    [`${GHENT}omitted: [A]`, 'omitted.0: small letters, digits and single hyphens', 4],
  ])('[HF4] are told in words of a city, too: %s', async (yaml, reason, line) => {
    const at = 'editions/ghent/edition.yaml';
    const { problems } = await refusal({ 'handbook.yaml': HANDBOOK, [at]: yaml });
    expect(problems).toEqual([{ at, line, reason }]);
  });

  it('[HF4] are told alone: what rests on a chapter with a fault is no fault', async () => {
    const { problems } = await refusal({
      'handbook.yaml': `${HANDBOOK}chapters: [a, b]\n`,
      'core/01-a.md': '---\n{}\n---\n\nOne.\n',
      'core/02-b.md': '---\ntitle: B\n---\n\nTwo.\n',
      'editions/cork/edition.yaml':
        'city: Cork\ncountry: IE\nlanguage: en\nchapters: [here, b]\nomitted: [b]\n',
      'editions/cork/01-here.md': '---\ntitle: Here\ncore: a\n---\n\nOne.\n',
      'editions/ghent/edition.yaml': `${GHENT}chapters: [hier, b]\nomitted: [hier]\n`,
      'editions/ghent/01-hier.md': '---\ntitel: Hier\ncore: a\n---\n\nEen.\n',
    });
    const missing = { line: 2, reason: 'title: this is missing' };
    expect(problems).toEqual([
      { at: 'core/01-a.md', ...missing },
      { at: 'editions/ghent/01-hier.md', ...missing },
      { at: 'editions/ghent/01-hier.md', line: 2, reason: '“titel” is not known here' },
    ]);
  });

  it('[HF4] are refused when a file is not text, with the line of the first wrong byte', async () => {
    const files = filesOf({ 'a.md': 'one\ntwo\n' });
    files.set('b.md', new Uint8Array([97, 10, 98, 10, 0xff, 0xfe]));
    const request = { files, name: 'test' };
    await expect(importHandbook(world, request, OPERATOR)).rejects.toMatchObject({
      problems: [{ at: 'b.md', line: 3 }],
    });
  });
});

describe('a handbook’s address', () => {
  it('[HF4] is made from the name of a folder that says none, and refused when it is none', async () => {
    const files = filesOf({ 'handbook.yaml': HANDBOOK });
    const imported = await importHandbook(world, { files, name: 'Our Fööd (2)' }, OPERATOR);
    expect(imported.slug).toBe('our-food-2');
    const request = { files, name: 'x', handbook: '../x' };
    await expect(importHandbook(world, request, OPERATOR)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('plain Markdown files', () => {
  it('[HF5] become a handbook, a chapter each, named by heading, front matter or file', async () => {
    const files = filesOf({
      '01-first_steps.md': 'Begin.\n',
      'b/02.md': '# Money *first*\n\nCount it.\n',
      'b/03.md': '---\ntitle: The law\nauthor: someone\n---\n\n# A part\n',
    });
    const { handbookId, notes } = await importHandbook(
      world,
      { files, name: 'my notes' },
      OPERATOR,
    );
    const reason = '“author” is left out: of what stands here, only a title is taken over.';
    expect(notes).toEqual([{ at: 'b/03.md', line: 3, reason }]);
    const core = await world.editionId(handbookId, 'core');
    const rows = await world.db
      .selectFrom('chapter')
      .select(['slug', 'title'])
      .where('edition_id', '=', core)
      .orderBy('position')
      .execute();
    expect(rows).toEqual([
      { slug: 'first-steps', title: 'First steps' },
      { slug: 'money-first', title: 'Money first' },
      { slug: 'the-law', title: 'The law' },
    ]);
    expect((await world.texts(core)).get('the-law')?.[0]?.json.type).toBe('heading');
  });

  it.each([
    ['title: { a: b }', 2, 'title: a text is expected here'],
    ['author: x\ntitle: [a]', 3, 'title: a text is expected here'],
    ['- a', 2, 'names with values are expected here, as “title: …”'],
  ])('[HF4] are refused where their front matter has a fault: %s', async (yaml, line, reason) => {
    const { problems } = await refusal({ 'a.md': `---\n${yaml}\n---\n\nOne.\n` });
    expect(problems).toEqual([{ at: 'a.md', line, reason }]);
  });

  it('[HF5] become chapters of a handbook that is named and there', async () => {
    const { handbookId } = await starter();
    const files = filesOf({ 'founding.md': '# Founding\n\nOnce more.\n' });
    const request = { files, name: 'founding', handbook: 'food-coop' };
    expect(await importHandbook(world, request, OPERATOR)).toMatchObject({ handbookId });
    const texts = await world.texts(await world.editionId(handbookId, 'core'));
    expect([...texts.keys()].at(-1)).toBe('founding-2');
  });
});
