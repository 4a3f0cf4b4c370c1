/** What an edition says of itself in its own language: title, summary, labels of facts, credits. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importHandbook } from '#server/editions/editions.ts';
import { readFilesAt } from '#server/editions/read-folder.ts';
import { OPERATOR } from '#server/people/people.ts';
import type { EditionId, HandbookId } from '#shared/ids.ts';
import { type HttpWorld, openHttpWorld } from '#tests/support/http-world.ts';
import { type ImportWorld, openImportWorld } from '#tests/support/import-world.ts';

const BONN = { city: 'Bonn', country: 'DE', latitude: null, longitude: null, language: 'de' };

describe('an edition in its own words', () => {
  let world: HttpWorld;
  let handbookId: HandbookId;
  let core: EditionId;
  let bonn: EditionId;
  beforeAll(async () => {
    world = await openHttpWorld();
    const { handbooks, editions } = world.product;
    const words = { title: 'Food', summary: 'Of food.', language: 'en', licence: 'CC-BY-SA-4.0' };
    handbookId = (await handbooks.make({ ...words, slug: 'food' })).id;
    core = (await handbooks.editions([handbookId]))[0]?.id ?? core;
    await handbooks.change(handbookId, {
      facts: [{ name: 'law', type: 'text', label: 'The law', help: '' }],
    });
    bonn = await editions.make({ handbookId, ...BONN, slug: 'bonn' }, OPERATOR);
  });
  afterAll(() => world.close());

  const shown = async (id: EditionId) => {
    const { body } = await world.owner.send('GET', `/api/editions/${id}`);
    const { title, summary, ownTitle, ownSummary } = body as Record<string, string>;
    return { title, summary, ownTitle, ownSummary };
  };
  const change = async (id: EditionId, body: object) =>
    world.owner.send('PATCH', `/api/editions/${id}`, { body });

  it('bears the handbook’s title until it has one, and again when that is taken away', async () => {
    const inherited = { title: 'Food', summary: 'Of food.', ownTitle: '', ownSummary: '' };
    expect(await shown(bonn)).toEqual(inherited);
    await change(bonn, { title: 'Essen', summary: 'Vom Essen.' });
    expect(await shown(bonn)).toEqual({
      ...{ title: 'Essen', summary: 'Vom Essen.', ownTitle: 'Essen', ownSummary: 'Vom Essen.' },
    });
    await change(bonn, { title: '', summary: '' });
    expect(await shown(bonn)).toEqual(inherited);
  });

  it('may begin with a title of its own, and the handbook lists it', async () => {
    await world.product.editions.make(
      { handbookId, ...BONN, slug: 'trier', title: 'Kost', summary: 'Von Kost.' },
      OPERATOR,
    );
    const { body } = await world.owner.send('GET', '/api/handbooks/food');
    const { editions } = body as { editions: { slug: string; title: string }[] };
    expect(editions.map(({ slug, title }) => [slug, title])).toEqual([
      ['core', 'Food'],
      ['bonn', 'Food'],
      ['trier', 'Kost'],
    ]);
  });

  it('is not for the core, which is the handbook’s own', async () => {
    expect(await change(core, { title: 'Other' })).toMatchObject({ status: 400 });
    expect(await shown(core)).toMatchObject({ title: 'Food', ownTitle: '' });
  });

  it('cannot be at the address of another page, and says so', async () => {
    for (const slug of ['core', 'make-edition', 'settings', 'people']) {
      const answer = await change(bonn, { slug });
      expect(answer).toMatchObject({ status: 409 });
      expect(JSON.stringify(answer.body)).toContain('is the address of another page here');
      const made = world.product.editions.make({ handbookId, ...BONN, slug }, OPERATOR);
      await expect(made).rejects.toThrow('is the address of another page here');
    }
  });

  it('calls a fact by its own label, and keeps it when only the value changes', async () => {
    const facts = `/api/editions/${bonn}/facts`;
    const filling = { name: 'law', value: 'GenG', source: '', reviewBy: '' };
    const fill = async (fact: object) =>
      world.owner.send('PUT', facts, { body: { facts: [{ ...filling, ...fact }] } });
    const labels = async () => {
      const [fact] = await world.product.editions.facts(bonn);
      return { label: fact?.label, ownLabel: fact?.ownLabel };
    };
    expect(await labels()).toEqual({ label: 'The law', ownLabel: '' });
    await fill({ label: 'Das Gesetz' });
    expect(await labels()).toEqual({ label: 'Das Gesetz', ownLabel: 'Das Gesetz' });
    await fill({ value: 'das GenG' });
    expect(await labels()).toEqual({ label: 'Das Gesetz', ownLabel: 'Das Gesetz' });
    await fill({ label: '' });
    expect(await labels()).toEqual({ label: 'The law', ownLabel: '' });
  });
});

describe('an edition’s own words as files', () => {
  let world: ImportWorld;
  beforeAll(async () => {
    world = await openImportWorld();
  });
  afterAll(() => world.close());

  it('[HF2] come in, go out and come in again the same', async () => {
    const { files, name } = await readFilesAt('handbooks/food-coop');
    const { handbookId } = await importHandbook(world, { files, name }, OPERATOR);
    const rowOf = (handbook: HandbookId, slug: string) =>
      world.db
        .selectFrom('edition')
        .select(['title', 'summary', 'credits'])
        .where('handbook_id', '=', handbook)
        .where('slug', '=', slug)
        .executeTakeFirstOrThrow();
    const labelsOf = async (handbook: HandbookId) =>
      world.db
        .selectFrom('fact_value')
        .select(['name', 'label'])
        .where('edition_id', '=', await world.editionId(handbook, 'berlin'))
        .orderBy('name')
        .execute();
    const berlin = await rowOf(handbookId, 'berlin');
    expect(berlin.title).toBe('Das Handbuch für Food-Coops');
    expect(JSON.parse(berlin.credits)).toEqual([
      { name: 'Commonbook contributors', role: 'author' },
      { name: 'Commonbook contributors', role: 'translator' },
    ]);
    expect(await rowOf(handbookId, 'dublin')).toMatchObject({ title: '', summary: '' });
    const written = await world.exported(await world.editionId(handbookId, 'berlin'));
    const again = await importHandbook(
      world,
      { files: written, name: 'x', handbook: 'again' },
      OPERATOR,
    );
    expect(await rowOf(again.handbookId, 'berlin')).toEqual(berlin);
    expect(await rowOf(again.handbookId, 'core')).toEqual(await rowOf(handbookId, 'core'));
    expect(await labelsOf(again.handbookId)).toEqual(await labelsOf(handbookId));
    const texts = await labelsOf(handbookId);
    expect(texts.every(({ label }) => label !== '')).toBe(true);
    const file = 'editions/berlin/edition.yaml';
    const once = await world.exported(await world.editionId(again.handbookId, 'berlin'));
    expect(once.get(file)).toEqual(written.get(file));
  });
});
