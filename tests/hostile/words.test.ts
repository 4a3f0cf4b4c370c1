/** Words that look like programs go in everywhere, and come out of everything as words. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Person, signIn } from '#scripts/lab/person.ts';
import { runCommand } from '#server/commands/commands.ts';
import { OPERATOR } from '#server/people/people.ts';
import {
  type Block,
  type DocJson,
  docOf,
  hashBlock,
  normal,
  plainText,
} from '#shared/content/content.ts';
import type { BlockId, ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import { parseChapter, parseFrontMatter } from '#shared/markdown/markdown.ts';
import {
  HOSTILE_CITY,
  type HostileHandbook,
  makeHostileHandbook,
} from '#tests/support/hostile-handbook.ts';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';
import { addresses, ask, pages } from '#tests/support/poppler.ts';
import { PASSWORD } from '#tests/support/server-world.ts';
import { HOSTILE_WORDS, type HostileWords, NO_NAMES } from './words.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let world: HttpWorld;
let owner: Person;
let hostile: HostileHandbook;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-hostile-'));
  world = await openHttpWorld();
  const { email } = world.owner;
  owner = await signIn(world.url, { name: 'Owner', email, password: PASSWORD });
  const token = await world.product.people.createToken(email, 'hostile');
  hostile = await makeHostileHandbook(world.url, { owner, token });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const command = (...words: string[]) => runCommand(world.product, { words, folder });

/** The one address that the texts lead to: each of the words once in a chapter of its own, once in all. */
const LINK = 'https://example.org/';
const LINK_COUNT = 2 * HOSTILE_WORDS.length;

function paragraph(name: string, text: string): Block {
  const id = name as BlockId;
  const content = [{ type: 'text' as const, text, marks: [] }];
  return { id, json: { type: 'paragraph', attrs: { id }, content } };
}

/** A chapter's blocks as what they say, ids aside. */
const hashesOf = (doc: DocJson) => normal(doc).content.map(hashBlock);

it.each(HOSTILE_WORDS)(
  '[MD1] comes back from the API and Markdown as it is: $name',
  async (one) => {
    const chapter = hostile.chapters.find(({ words }) => words === one.words);
    if (!chapter) throw new Error('There is no such chapter.');
    expect((await owner.api.chapters.get({ chapterId: chapter.id })).title).toBe(
      one.named ?? one.words,
    );
    const live = await world.product.sync.read(chapter.id as ChapterId);
    const { markdown } = await owner.api.chapters.markdown({ chapterId: chapter.id });
    expect(hashesOf(parseChapter(markdown).doc)).toEqual(hashesOf(docOf(live.blocks)));
    expect(plainText(docOf(live.blocks))).toContain(one.words);
  },
);

it('comes back as facts', async () => {
  const { facts } = await owner.api.editions.facts({ editionId: hostile.cityId });
  expect(facts.map(({ value }) => value)).toEqual(HOSTILE_WORDS.map(({ words }) => words));
  expect(facts.map(({ help }) => help)).toEqual(HOSTILE_WORDS.map(({ words }) => words));
});

/** Every block with its ids, those of entries and rows inside included, and what it is beside the core's. */
async function textAndLineage(chapterId: string) {
  const { blocks } = await world.product.sync.read(chapterId as ChapterId);
  const lineage = (await owner.api.chapters.lineage({ chapterId })).blocks;
  return { blocks, lineage };
}

it('[HF2] comes back from a zip the same, name by name and block by block', async () => {
  await command('export', 'hostile', 'ghent', '--format', 'zip', '--out', 'book.zip');
  await command('import', 'book.zip', '--handbook', 'again');
  const before = await owner.api.editions.find({ handbook: 'hostile', edition: 'ghent' });
  const after = await owner.api.editions.find({ handbook: 'again', edition: 'ghent' });
  expect(after).toMatchObject({
    ...{ title: before.title, summary: before.summary, city: before.city },
    chapters: before.chapters.map(({ slug, title }) => ({ slug, title })),
  });
  for (const [index, { id }] of before.chapters.entries()) {
    const again = after.chapters[index]?.id ?? '';
    const { markdown } = await owner.api.chapters.markdown({ chapterId: id });
    expect((await owner.api.chapters.markdown({ chapterId: again })).markdown).toBe(markdown);
    expect(await textAndLineage(again)).toEqual(await textAndLineage(id));
  }
  const words = (
    facts: readonly { label: string; help: string; value: string; source: string }[],
  ) => facts.map(({ label, help, value, source }) => [label, help, value, source]);
  const factsOf = (editionId: string) => owner.api.editions.facts({ editionId });
  expect(words((await factsOf(after.id)).facts)).toEqual(words((await factsOf(before.id)).facts));
  const handbooks = await Promise.all(
    ['hostile', 'again'].map((handbook) => owner.api.handbooks.get({ handbook })),
  );
  const [one, other] = handbooks.map(({ title, summary, licence, model }) => [
    ...[title, summary, licence, model],
  ]);
  expect(other).toEqual(one);
});

it('[HF2] comes back from a zip with what a city made of the core’s words', async () => {
  const { handbooks, editions, sync } = world.product;
  const blocks = HOSTILE_WORDS.map(({ words }, index) => paragraph(`hostile${index}`, words));
  const chapter = { title: 'Common', blocks, author: OPERATOR };
  await handbooks.addChapter({ editionId: hostile.coreId as EditionId, ...chapter });
  const place = { city: 'Cork', country: 'IE', latitude: null, longitude: null, language: 'en' };
  const handbookId = hostile.handbookId as HandbookId;
  const cork = await editions.make({ handbookId, ...place, slug: 'cork' }, OPERATOR);
  const common = (await handbooks.chapters(cork)).find(({ slug }) => slug === 'common');
  if (!common) throw new Error('Cork has the chapter.');
  // Of each four blocks: one as it is, one adapted, one left out, one with a block behind it.
  await sync.edit(common.id, { author: OPERATOR, reason: 'api' }, (before) =>
    before.flatMap((block, index) => {
      const words = plainText(docOf([block]));
      if (index % 4 === 1) return [paragraph(block.id, `${words} here`)];
      if (index % 4 === 2) return [];
      return index % 4 === 3 ? [block, paragraph(`own${index}aaaaaa`, words)] : [block];
    }),
  );
  await command('export', 'hostile', 'cork', '--format', 'zip', '--out', 'cork.zip');
  await command('import', 'cork.zip', '--handbook', 'cork-again');
  const again = await owner.api.editions.find({ handbook: 'cork-again', edition: 'cork' });
  const { lineage, blocks: kept } = await textAndLineage(common.id);
  expect(new Set(lineage.map(({ content }) => content))).toEqual(
    new Set(['inherited', 'adapted', 'omitted', 'added']),
  );
  expect(await textAndLineage(again.chapters[0]?.id ?? '')).toEqual({ blocks: kept, lineage });
});

it('is one Markdown file that carries no address but ours', async () => {
  await command('export', 'hostile', 'ghent', '--format', 'markdown', '--out', 'book.md');
  const text = await readFile(join(folder, 'book.md'), 'utf8');
  const { doc } = parseChapter(parseFrontMatter(text).body, { imageSource: () => undefined });
  const hrefs = [...JSON.stringify(doc).matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href);
  expect(new Set(hrefs)).toEqual(new Set([LINK]));
  expect(hrefs.length).toBeGreaterThanOrEqual(LINK_COUNT);
  for (const { words } of HOSTILE_WORDS) expect(plainText(doc)).toContain(words);
});

it('[PB5] [PB6] is a PDF that says it and does nothing', async () => {
  await command('export', 'hostile', 'ghent', '--format', 'pdf', '--out', 'book.pdf');
  const pdf = new Uint8Array(await readFile(join(folder, 'book.pdf')));
  expect(ask(pdf, 'pdfinfo', '-meta', 'FILE')).toContain('<pdfuaid:part>1</pdfuaid:part>');
  const urls = addresses(pdf);
  expect(new Set(urls)).toEqual(new Set([LINK]));
  expect(urls.length).toBeGreaterThanOrEqual(LINK_COUNT);
  // Readers of PDF put marks and the two directions in an order of their own.
  const bare = (text: string) =>
    text.normalize('NFD').replace(/[\s\p{M}\p{Cf}\p{Script=Hebrew}]+/gu, '');
  const text = bare(pages(pdf).join(' '));
  const isOneWay = ({ words }: HostileWords) => !/\p{Script=Arabic}/u.test(words);
  expect(HOSTILE_WORDS.filter(isOneWay).filter(({ words }) => !text.includes(bare(words)))).toEqual(
    [],
  );
  expect(text).not.toContain('root:x:0');
});

it('is listed on the command line, one line a thing', async () => {
  const { lines } = await command('list');
  expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
  const [json = ''] = (await command('list', '--json')).lines;
  expect(JSON.stringify(JSON.parse(json))).toContain(JSON.stringify(HOSTILE_CITY));
});

describe('what no name may be', () => {
  it.each(NO_NAMES)('is refused: $name', async ({ words }) => {
    const add = { email: 'odd@example.org', password: 'long enough for it' };
    const versions = `/api/chapters/${hostile.wholeId}/revisions`;
    const tries = [
      ['POST', `/api/editions/${hostile.coreId}/chapters`, { title: words }],
      ['PATCH', `/api/handbooks/${hostile.handbookId}`, { title: words }],
      ['PATCH', `/api/editions/${hostile.cityId}`, { city: words }],
      ['POST', '/api/people', { ...add, name: words }],
      ['POST', versions, { name: words }],
      // Nothing takes a version's name away again.
      ...(words === '' ? [] : ([['PATCH', `${versions}/1`, { name: words }]] as const)),
    ] as const;
    for (const [method, path, body] of tries) {
      const { status } = await world.owner.send(method, path, { body });
      expect({ path, status }).toEqual({ path, status: 400 });
    }
  });

  it('is left out of a version’s name where it only turns the writing', async () => {
    const path = `/api/chapters/${hostile.wholeId}/revisions/1`;
    for (const [name, kept] of [
      ['user\u202egnp.exe', 'usergnp.exe'],
      ['', ''],
    ]) {
      const { status, body } = await world.owner.send('PATCH', path, { body: { name } });
      expect({ status, body }).toMatchObject({ status: 200, body: { name: kept } });
    }
  });

  it.each(NO_NAMES)('is kept as text that every file can hold: $name', async ({ words }) => {
    const summary = await world.owner.send('PATCH', `/api/handbooks/${hostile.handbookId}`, {
      body: { summary: words },
    });
    const facts = [{ name: 'fact_0', value: words, source: words, reviewBy: '' }];
    const filled = await world.owner.send('PUT', `/api/editions/${hostile.coreId}/facts`, {
      body: { facts },
    });
    expect([summary.status, filled.status]).toEqual([200, 200]);
    const fact = (filled.body as { facts: { value: string }[] }).facts[0];
    const kept = [(summary.body as { summary: string }).summary, fact?.value ?? ''];
    for (const text of kept) expect(text).not.toMatch(/[^\P{Cc}\n\r\t]|\p{Cs}|\uffff/u);
  });

  it.each(['2027-13-45', '2027-02-30', '0000-00-00', '9999-99-99', '0002-05-01'])(
    'is no day to look again: %s',
    async (reviewBy) => {
      const path = `/api/editions/${hostile.coreId}/facts`;
      const facts = [{ name: 'fact_0', reviewBy }];
      const { status, body } = await world.owner.send('PUT', path, { body: { facts } });
      const problems = [{ at: 'facts.0.reviewBy', reason: 'a day as 2027-06-30, or nothing' }];
      expect({ status, body }).toMatchObject({ status: 400, body: { problems } });
    },
  );

  it('is no address of anything', async () => {
    for (const path of [
      '/handbooks/%00',
      '/handbooks/%F0%9F',
      '/handbooks/a/editions/b%00',
      '/handbooks/..%2f',
    ])
      expect({ path, status: (await world.owner.send('GET', `/api${path}`)).status }).toEqual({
        path,
        status: 404,
      });
    expect((await world.owner.send('GET', '/api/handbooks?cursor=%00')).status).toBe(400);
  });
});
