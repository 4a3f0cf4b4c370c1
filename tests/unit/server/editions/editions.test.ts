import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#server/people/people.ts';
import type { Block } from '#shared/content/content.ts';
import type { BlockId, ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';

const paragraph = (name: string, text: string): Block => {
  const id = name as BlockId;
  return {
    id,
    json: { type: 'paragraph', attrs: { id }, content: [{ type: 'text', text, marks: [] }] },
  };
};

const GHENT = {
  city: 'Ghent',
  country: 'BE',
  latitude: 51.05,
  longitude: 3.72,
  language: 'en',
};

describe('an edition', () => {
  let world: HttpWorld;
  let handbookId: HandbookId;
  let core: EditionId;
  let chapter: ChapterId;
  beforeAll(async () => {
    world = await openHttpWorld();
    const { handbooks } = world.product;
    const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
    handbookId = (await handbooks.make({ ...words, slug: 'food' })).id;
    core = (await handbooks.editions([handbookId]))[0]?.id ?? core;
    const blocks = [paragraph('aaaaaaaaaa', 'One'), paragraph('bbbbbbbbbb', 'Two')];
    const added = { editionId: core, title: 'Begin', blocks, author: OPERATOR };
    chapter = (await handbooks.addChapter(added)).id;
  });
  afterAll(() => world.close());

  const make = (slug: string) =>
    world.product.editions.make({ handbookId, ...GHENT, slug }, OPERATOR);
  const rewrite = (id: ChapterId, blocks: readonly Block[]) =>
    world.product.sync.edit(id, { author: OPERATOR, reason: 'api' }, () => blocks);
  const firstChapter = async (edition: EditionId) => {
    const [row] = await world.product.handbooks.chapters(edition);
    if (!row) throw new Error('there is a chapter');
    return row;
  };
  const counts = async (edition: EditionId) => {
    await world.product.sync.settle([(await firstChapter(edition)).id]);
    return (await world.product.editions.chapters(edition))[0]?.lineage;
  };
  const none = { inherited: 0, adapted: 0, omitted: 0, added: 0 };

  it('begins as the core’s newest release, with the same ids and no history of its own', async () => {
    const edition = await make('ghent');
    const row = await firstChapter(edition);
    expect(row).toMatchObject({ upstream_id: chapter, base_revision: 1, slug: 'begin' });
    const { blocks } = await world.product.sync.read(row.id);
    expect(blocks).toEqual((await world.product.sync.read(chapter)).blocks);
    expect((await world.product.editions.find(edition))?.base_number).toBe(1);
    expect(await counts(edition)).toEqual({ ...none, inherited: 2 });
  });

  it('shares a release with the next as long as the core stands still', async () => {
    const editions = [await make('lyon'), await make('bonn')];
    for (const id of editions) {
      expect((await world.product.editions.find(id))?.base_number).toBe(1);
    }
  });

  it('gets a new release when the core has moved on, and the older editions keep theirs', async () => {
    await rewrite(chapter, [paragraph('aaaaaaaaaa', 'One!'), paragraph('bbbbbbbbbb', 'Two')]);
    const [first, second] = await Promise.all([make('porto'), make('turin')]);
    for (const id of [first, second]) {
      expect((await world.product.editions.find(id))?.base_number).toBe(2);
    }
    const ghent = await world.product.editions.findByAddress('food', 'ghent');
    expect(ghent?.base_number).toBe(1);
    expect(await counts(ghent?.id ?? first)).toEqual({ ...none, inherited: 2 });
  });

  it('counts what it adapts, leaves out and adds', async () => {
    const edition = await make('cork');
    const row = await firstChapter(edition);
    await rewrite(row.id, [paragraph('aaaaaaaaaa', 'Uno'), paragraph('cccccccccc', 'New')]);
    expect(await counts(edition)).toEqual({ inherited: 0, adapted: 1, omitted: 1, added: 1 });
    const lineage = await world.product.editions.lineage(row);
    expect(lineage.map(({ blockId, content }) => [blockId, content])).toEqual([
      ['aaaaaaaaaa', 'adapted'],
      ['bbbbbbbbbb', 'omitted'],
      ['cccccccccc', 'added'],
    ]);
  });

  it('has added all of a chapter of its own, and the core nothing', async () => {
    const { handbooks, editions } = world.product;
    const edition = await make('sligo');
    const blocks = [paragraph('ffffffffff', 'Here'), paragraph('gggggggggg', 'Only')];
    const { id } = await handbooks.addChapter({
      ...{ editionId: edition, title: 'Here', blocks, author: OPERATOR },
    });
    const contents = async (chapterId: ChapterId) => {
      const { body } = await world.owner.send('GET', `/api/chapters/${chapterId}/lineage`);
      return (body as { blocks: { content: string }[] }).blocks.map(({ content }) => content);
    };
    const listed = async (editionId: EditionId, chapterId: ChapterId) =>
      (await editions.chapters(editionId)).find(({ row }) => row.id === chapterId)?.lineage;
    expect(await contents(id)).toEqual(['added', 'added']);
    expect(await listed(edition, id)).toEqual({ ...none, added: 2 });
    expect(await contents(chapter)).toEqual(['inherited', 'inherited']);
    expect(await listed(core, chapter)).toEqual({ ...none, inherited: 2 });
  });

  it('tells of a chapter that somebody is writing in as it stands now', async () => {
    const edition = await make('bruges');
    const { id } = await firstChapter(edition);
    const standing = async () => {
      const [listed] = await world.product.editions.chapters(edition);
      return listed && { words: listed.wordCount, lineage: listed.lineage, at: listed.editedAt };
    };
    expect(await standing()).toEqual({ words: 2, lineage: { ...none, inherited: 2 }, at: null });
    await rewrite(id, [paragraph('aaaaaaaaaa', 'One of ours'), paragraph('cccccccccc', 'Three')]);
    const written = {
      words: 4,
      lineage: { inherited: 0, adapted: 1, omitted: 1, added: 1 },
      at: expect.any(Number),
    };
    expect(await standing()).toEqual(written);
    await world.product.sync.settle([id]);
    expect(await standing()).toEqual(written);
  });

  it('has an address of its own, also when two ask for it at once', async () => {
    const settled = await Promise.allSettled([make('nice'), make('nice'), make('nice')]);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const slug of ['core', 'make-edition', 'nice']) {
      await expect(make(slug)).rejects.toMatchObject({ code: 'conflict' });
    }
    const id = await make('brest');
    const { editions } = world.product;
    await expect(editions.change(id, { slug: 'nice' })).rejects.toMatchObject({ code: 'conflict' });
    await editions.change(id, { slug: 'brest-fr', city: 'Brest' });
    expect((await editions.findByAddress('food', 'brest-fr'))?.id).toBe(id);
    await expect(editions.change(core, { city: 'Rome' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('fills in what the handbook asks for, all or nothing, and keeps what it asks no more', async () => {
    const { handbooks, editions } = world.product;
    const edition = await make('oslo');
    const fact = (name: string) => ({ name, type: 'number', label: name, help: '' });
    await handbooks.change(handbookId, { facts: [fact('members'), fact('shops')] });
    const fill = (name: string, value: string) =>
      editions.fillFacts(edition, [{ name, value, source: '', reviewBy: '2027-05-01' }], OPERATOR);
    await fill('members', '7');
    await fill('members', '8');
    await expect(
      editions.fillFacts(
        edition,
        [
          { name: 'shops', value: '1', source: '', reviewBy: '' },
          { name: 'unknown', value: '1', source: '', reviewBy: '' },
        ],
        OPERATOR,
      ),
    ).rejects.toMatchObject({ code: 'invalid', problems: [{ at: 'facts.1.name' }] });
    const values = async () =>
      (await editions.facts(edition)).map(({ name, value }) => [name, value]);
    expect(await values()).toEqual([
      ['members', '8'],
      ['shops', ''],
    ]);
    await handbooks.change(handbookId, { facts: [fact('shops')] });
    expect(await values()).toEqual([['shops', '']]);
    await handbooks.change(handbookId, { facts: [fact('members')] });
    expect(await values()).toEqual([['members', '8']]);
  });

  it('takes no words where a number is asked for, and says what is expected', async () => {
    const { handbooks, editions } = world.product;
    const edition = await make('turku');
    const fact = { name: 'members', type: 'number', label: 'Members', help: '' };
    await handbooks.change(handbookId, { facts: [fact] });
    const fill = (value: string) =>
      editions.fillFacts(edition, [{ name: 'members', value }], OPERATOR);
    for (const value of ['7 to 12', '40 000 €', '٧', '']) await fill(value);
    await fill('7');
    await expect(fill('five')).rejects.toMatchObject({
      code: 'invalid',
      message: '“Members” is not saved: it asks for a number in digits, as 7 or 7 to 12.',
      problems: [{ at: 'facts.0.value' }],
    });
    expect((await editions.facts(edition))[0]?.value).toBe('7');
  });

  it('goes on knowing what a core chapter said that was deleted, also after 30 days', async () => {
    const { handbooks, editions } = world.product;
    const blocks = [paragraph('dddddddddd', 'Four'), paragraph('eeeeeeeeee', 'Five')];
    const added = { editionId: core, title: 'End', blocks, author: OPERATOR };
    const { id } = await handbooks.addChapter(added);
    const edition = await make('lille');
    const row = (await handbooks.chapters(edition)).find(({ upstream_id }) => upstream_id === id);
    if (!row) throw new Error('the city has the chapter');
    await rewrite(row.id, blocks.slice(1));
    await handbooks.deleteChapter(id, OPERATOR);
    const told = async () =>
      (await editions.lineage(row)).map(({ blockId, content }) => `${blockId} ${content}`);
    expect(await told()).toEqual(['dddddddddd omitted', 'eeeeeeeeee inherited']);
    world.clock.pass(31 * 24 * 60 * 60 * 1_000);
    await handbooks.purge();
    expect(await told()).toEqual(['dddddddddd omitted', 'eeeeeeeeee inherited']);
  });

  it('keeps what two people fill in of the same fact at once', async () => {
    const { handbooks, editions } = world.product;
    const edition = await make('bergen');
    const name = 'members';
    await handbooks.change(handbookId, {
      facts: [{ name, type: 'number', label: 'Members', help: '' }],
    });
    await Promise.all([
      editions.fillFacts(edition, [{ name, value: '7' }], OPERATOR),
      editions.fillFacts(edition, [{ name, source: 'The law' }], OPERATOR),
      editions.fillFacts(edition, [{ name, reviewBy: '2027-05-01' }], OPERATOR),
    ]);
    expect(await editions.facts(edition)).toMatchObject([
      { value: '7', source: 'The law', reviewBy: '2027-05-01', ownLabel: '' },
    ]);
  });

  it('leaves chapters out and takes them in again, its text kept', async () => {
    const edition = await make('riga');
    const row = await firstChapter(edition);
    const { handbooks } = world.product;
    await handbooks.changeChapter(row.id, { omitted: true });
    expect((await handbooks.editions([handbookId])).find(({ id }) => id === edition)).toMatchObject(
      {
        chapterCount: 0,
      },
    );
    await handbooks.changeChapter(row.id, { omitted: false });
    expect((await world.product.sync.read(row.id)).blocks).toHaveLength(2);
  });

  it('is read by people as Markdown and with its place beside the others', async () => {
    const { body } = await world.owner.send('GET', '/api/handbooks/food/editions/ghent');
    expect(body).toMatchObject({
      handbookSlug: 'food',
      city: 'Ghent',
      isCore: false,
      basedOnRelease: 1,
      chapters: [{ slug: 'begin', wordCount: 2, editedAt: null, omitted: false }],
    });
    const markdown = await world.owner.send('GET', `/api/chapters/${chapter}/markdown`);
    expect(markdown.body).toEqual({ markdown: 'One!\n\nTwo\n' });
  });
});
