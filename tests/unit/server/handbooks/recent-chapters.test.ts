import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#server/people/people.ts';
import type { ChapterId, EditionId, PersonId } from '#shared/ids.ts';
import { openServerWorld, type ServerWorld } from '#tests/support/server-world.ts';

describe('chapters edited last', () => {
  let world: ServerWorld;
  let core: EditionId;
  beforeAll(async () => {
    world = await openServerWorld();
    const words = { title: 'Food', summary: '', language: 'en', licence: 'CC-BY-SA-4.0' };
    const { id } = await world.handbooks.make({ ...words, slug: 'food' });
    core = (await world.handbooks.editions([id]))[0]?.id ?? core;
  });
  afterAll(() => world.close());

  let sequence = 0;
  async function revise(
    chapterId: ChapterId,
    { number, at, reason }: { number: number; at: number; reason: string },
    author?: PersonId,
  ) {
    const { db } = world.database;
    sequence += 1;
    await db
      .insertInto('revision')
      .values({
        ...{ chapter_id: chapterId, number, at, reason, name: '', sequence },
        ...{ blocks: new Uint8Array(), word_count: 0 },
      })
      .execute();
    if (author === undefined) return;
    const row = { chapter_id: chapterId, number, person_id: author };
    await db.insertInto('revision_author').values(row).execute();
  }

  it('come newest first with who wrote; what a chapter began with is nobody’s edit', async () => {
    const { handbooks } = world;
    const add = async (title: string) =>
      (await handbooks.addChapter({ editionId: core, title, author: OPERATOR })).id;
    const [old, fresh, seeded, gone] = [
      await add('Old'),
      await add('Fresh'),
      await add('Seeded'),
      await add('Gone'),
    ];
    const ann = await world.person('ann@example.org');
    const first = 1_000_000;
    for (const [index, id] of [old, fresh, gone].entries()) {
      await revise(id, { number: 100 + index, at: first, reason: 'seed' });
    }
    await revise(seeded, { number: 100, at: first + 900, reason: 'seed' });
    await revise(old, { number: 200, at: first + 100, reason: 'writing' });
    await revise(fresh, { number: 200, at: first + 200, reason: 'writing' });
    await revise(fresh, { number: 201, at: first + 300, reason: 'named' }, ann.id);
    await revise(gone, { number: 200, at: first + 400, reason: 'writing' });
    await handbooks.deleteChapter(gone, ann);

    const recent = await handbooks.recentChapters([core], 10);
    expect(recent).toEqual([
      {
        id: fresh,
        title: 'Fresh',
        edition: { slug: 'core', city: '', language: 'en' },
        handbook: { slug: 'food', title: 'Food' },
        editedAt: first + 300,
        editedBy: ['ann'],
      },
      expect.objectContaining({ id: old, editedAt: first + 100, editedBy: [] }),
    ]);
    expect(await handbooks.recentChapters([core], 1)).toHaveLength(1);
    expect(await handbooks.recentChapters([], 10)).toEqual([]);
    const [edition] = await handbooks.editions([
      (await handbooks.find('food'))?.id ?? ('' as never),
    ]);
    expect(edition?.editedAt).toBe(first + 300);
  });
});
