import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '#server/people/people.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';
import { openServerWorld, type ServerWorld } from '#tests/support/server-world.ts';
import { onEachDatabase } from '#tests/support/test-database.ts';

const DAY = 24 * 60 * 60 * 1_000;

onEachDatabase((kind) => {
  describe('chapters', () => {
    let world: ServerWorld;
    let handbook: HandbookId;
    let core: EditionId;
    let count = 0;
    beforeAll(async () => {
      world = await openServerWorld(kind);
    });
    beforeEach(async () => {
      count += 1;
      const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
      handbook = (await world.handbooks.make({ ...words, slug: `food-${count}` })).id;
      const [summary] = await world.handbooks.editions([handbook]);
      if (!summary) throw new Error('there is a core');
      core = summary.id;
    });
    afterAll(() => world.close());

    const add = async (title: string, after?: ChapterId | null) =>
      (await world.handbooks.addChapter({ editionId: core, title, after, author: OPERATOR })).id;
    const titles = async () => (await world.handbooks.chapters(core)).map(({ title }) => title);

    it('come last, first, or behind another', async () => {
      const a = await add('A');
      await add('B');
      await add('C', a);
      await add('D', null);
      expect(await titles()).toEqual(['D', 'A', 'C', 'B']);
    });

    it('begin with one empty paragraph that has an id', async () => {
      const [block, ...rest] = world.seeded.get(await add('A')) ?? [];
      expect(rest).toEqual([]);
      expect(block?.json).toEqual({ type: 'paragraph', attrs: { id: block?.id }, content: [] });
      expect(block?.id).toMatch(/^[0-9a-z]{10}$/);
    });

    it('keep slugs apart, also from deleted ones, and keep them when renamed', async () => {
      const first = await add('Begin');
      const second = await add('Begin');
      await world.handbooks.deleteChapter(second, OPERATOR);
      const third = await add('Begin!');
      await world.handbooks.changeChapter(first, { title: 'Start' });
      const slug = async (id: ChapterId) => (await world.handbooks.chapter(id))?.slug;
      expect([await slug(first), await slug(third)]).toEqual(['begin', 'begin-3']);
    });

    it('move: behind another, to the start, and nowhere when behind themselves', async () => {
      const [a, b, c] = [await add('A'), await add('B'), await add('C')];
      await world.handbooks.changeChapter(c, { after: null });
      expect(await titles()).toEqual(['C', 'A', 'B']);
      await world.handbooks.changeChapter(a, { after: b });
      expect(await titles()).toEqual(['C', 'B', 'A']);
      await world.handbooks.changeChapter(b, { after: b });
      expect(await titles()).toEqual(['C', 'B', 'A']);
    });

    it('are all there after many people moved them at once', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => add(`T${index}`)));
      const moves = ids.flatMap((id, index) => [
        world.handbooks.changeChapter(id, { after: ids[(index * 5 + 3) % 12] ?? null }),
        world.handbooks.changeChapter(id, { after: null }),
      ]);
      await Promise.all(moves);
      expect((await titles()).sort()).toEqual(ids.map((_, index) => `T${index}`).sort());
      const rows = await world.handbooks.chapters(core);
      expect(new Set(rows.map(({ position }) => position)).size).toBe(12);
    });

    it('can be renamed by one while another moves them: both happen', async () => {
      const [a, b] = [await add('A'), await add('B')];
      await Promise.all([
        world.handbooks.changeChapter(a, { title: 'Renamed' }),
        world.handbooks.changeChapter(a, { after: b }),
      ]);
      expect(await titles()).toEqual(['B', 'Renamed']);
    });

    it('are renamed only from the title they had, where that is told', async () => {
      const a = await add('A');
      const rename = (title: string, titleBefore: string) =>
        world.handbooks.changeChapter(a, { title, titleBefore });
      await rename('Mine', 'A');
      await world.handbooks.changeChapter(a, { title: 'Theirs' });
      await expect(rename('A', 'Mine')).rejects.toMatchObject({
        code: 'conflict',
        message: 'Somebody called it “Theirs” since. It keeps that title.',
      });
      expect(await titles()).toEqual(['Theirs']);
    });

    it('are renamed once by two who saw the same title at once', async () => {
      const a = await add('A');
      const renamed = await Promise.allSettled(
        ['B', 'C'].map((title) => world.handbooks.changeChapter(a, { title, titleBefore: 'A' })),
      );
      expect(renamed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('find room again when two of them stand at the same place', async () => {
      const [a, b, c] = [await add('A'), await add('B'), await add('C')];
      const { db } = world.database;
      await db.updateTable('chapter').set({ position: 'i' }).where('id', 'in', [a, b]).execute();
      await world.handbooks.changeChapter(c, { after: [a, b].sort()[0] });
      const [first, second] = a < b ? ['A', 'B'] : ['B', 'A'];
      expect(await titles()).toEqual([first, 'C', second]);
    });

    it('moved behind one that is deleted at that moment stand where it was', async () => {
      const [, b, , d] = [await add('A'), await add('B'), await add('C'), await add('D')];
      await world.handbooks.deleteChapter(b, OPERATOR);
      await world.handbooks.changeChapter(d, { after: b });
      expect(await titles()).toEqual(['A', 'D', 'C']);
    });

    it('come back from the bin to their place, once or twice', async () => {
      const [, b] = [await add('A'), await add('B'), await add('C')];
      const deleted: string[] = [];
      const stop = world.handbooks.on('chapterDeleted', ({ chapterId }) => deleted.push(chapterId));
      await world.handbooks.deleteChapter(b, OPERATOR);
      stop();
      expect(deleted).toEqual([b]);
      await expect(world.handbooks.deleteChapter(b, OPERATOR)).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(world.handbooks.changeChapter(b, { title: 'X' })).rejects.toMatchObject({
        code: 'not-found',
      });
      const bin = await world.handbooks.deleted(core, {});
      expect(bin.results).toMatchObject([{ id: b, title: 'B', deletedBy: '' }]);
      await Promise.all([world.handbooks.bringBack(b), world.handbooks.bringBack(b)]);
      expect(await titles()).toEqual(['A', 'B', 'C']);
    });

    it('are gone after 30 days, and only then', async () => {
      const b = await add('B');
      await world.handbooks.deleteChapter(b, OPERATOR);
      world.clock.pass(30 * DAY - 1);
      await world.handbooks.purge();
      expect((await world.handbooks.deleted(core, {})).results).toHaveLength(1);
      world.clock.pass(1);
      await expect(world.handbooks.bringBack(b)).rejects.toMatchObject({ code: 'not-found' });
      expect((await world.handbooks.deleted(core, {})).results).toEqual([]);
      expect(await world.handbooks.purge()).toBeGreaterThan(0);
      const left = await world.database.db
        .selectFrom('chapter')
        .select('id')
        .where('id', '=', b)
        .execute();
      expect(left).toEqual([]);
    });

    it('go with their handbook, each announced', async () => {
      const ids = [await add('A'), await add('B')];
      const gone: string[] = [];
      const stop = world.handbooks.on('chapterDeleted', ({ chapterId }) => gone.push(chapterId));
      await world.handbooks.remove(handbook);
      stop();
      expect(gone.sort()).toEqual([...ids].sort());
      expect(await world.handbooks.find(handbook)).toBeUndefined();
      await expect(world.handbooks.remove(handbook)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('are left out by cities only', async () => {
      await expect(
        world.handbooks.changeChapter(await add('A'), { omitted: true }),
      ).rejects.toMatchObject({ code: 'invalid' });
    });
  });

  describe('a handbook', () => {
    it('is found by its id before its slug, and its slug is its own', async () => {
      const world = await openServerWorld(kind);
      const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
      const first = await world.handbooks.make({ ...words, slug: 'food' });
      const sly = await world.handbooks.make({ ...words, slug: first.id });
      expect((await world.handbooks.find(first.id))?.id).toBe(first.id);
      expect((await world.handbooks.find('food'))?.id).toBe(first.id);
      expect(sly.id).not.toBe(first.id);
      await expect(world.handbooks.make({ ...words, slug: 'food' })).rejects.toMatchObject({
        code: 'conflict',
        problems: [{ at: 'slug' }],
      });
      await world.close();
    });

    it('asks for facts in order, each once', async () => {
      const world = await openServerWorld(kind);
      const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
      const { id } = await world.handbooks.make({ ...words, slug: 'food' });
      const fact = (name: string) => ({ name, type: 'text', label: name, help: '' });
      await world.handbooks.change(id, { facts: [fact('b'), fact('a')] });
      expect((await world.handbooks.facts([id])).map(({ name }) => name)).toEqual(['b', 'a']);
      await expect(
        world.handbooks.change(id, { title: 'X', facts: [fact('a'), fact('a')] }),
      ).rejects.toMatchObject({ code: 'invalid' });
      expect((await world.handbooks.find(id))?.title).toBe('Food');
      await world.close();
    });

    it('keeps what several people changed of its facts at once', async () => {
      const world = await openServerWorld(kind);
      const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
      const { id } = await world.handbooks.make({ ...words, slug: 'food' });
      const fact = (name: string, label = name) => ({ name, type: 'text', label, help: '' });
      const before = [fact('a'), fact('b'), fact('c')];
      await world.handbooks.change(id, { facts: before });
      const made = [
        [...before, fact('d')],
        [...before, fact('e')],
        [fact('a'), fact('b', 'B')],
        [fact('c'), fact('a'), fact('b')],
      ];
      await Promise.all(
        made.map((facts) => world.handbooks.change(id, { facts, factsBefore: before })),
      );
      const facts = await world.handbooks.facts([id]);
      expect(new Set(facts.map(({ label }) => label))).toEqual(new Set(['a', 'B', 'd', 'e']));
      await world.close();
    });

    it('comes back for 30 days with everything in it, and is then gone for good', async () => {
      const world = await openServerWorld(kind);
      const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
      const { id } = await world.handbooks.make({ ...words, slug: 'food' });
      const [core] = await world.handbooks.editions([id]);
      if (!core) throw new Error('there is a core');
      await world.handbooks.addChapter({ editionId: core.id, title: 'A', author: OPERATOR });
      await world.handbooks.remove(id);
      await expect(world.handbooks.make({ ...words, slug: 'food' })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect((await world.handbooks.deletedHandbooks({})).results).toMatchObject([{ id }]);
      await world.handbooks.bringHandbookBack(id);
      expect(await world.handbooks.chapters(core.id)).toHaveLength(1);

      await world.handbooks.remove(id);
      world.clock.pass(30 * DAY);
      await expect(world.handbooks.bringHandbookBack(id)).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await world.handbooks.purge()).toBe(1);
      const { db } = world.database;
      for (const table of ['handbook', 'edition', 'chapter'] as const) {
        expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
      }
      await world.handbooks.make({ ...words, slug: 'food' });
      await world.close();
    });
  });
});
