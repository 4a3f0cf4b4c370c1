import { expect, it } from 'vitest';
import { text, title } from '#shared/api/fields.ts';
import { HOSTILE_WORDS, NO_NAMES } from '#tests/hostile/words.ts';
import { onEachDatabase, openTestDatabase } from '#tests/support/test-database.ts';

onEachDatabase((kind) => {
  it('keeps every text and title that the API accepts, letter by letter', async () => {
    const database = await openTestDatabase(kind);
    const { db } = database;
    for (const [index, { words }] of [...HOSTILE_WORDS, ...NO_NAMES].entries()) {
      const named = title.safeParse(words).data ?? 'refused';
      const row = { id: `handbook${index}`, summary: text.parse(words), title: named };
      await db
        .insertInto('handbook')
        .values({
          ...{ ...row, slug: row.id, language: 'en', licence: '', model: '' },
          ...{ created_at: 0, deleted_at: null },
        } as never)
        .execute();
      const kept = await db
        .selectFrom('handbook')
        .select(['summary', 'title'])
        .where('slug', '=', row.id)
        .executeTakeFirstOrThrow();
      expect(kept).toEqual({ summary: row.summary, title: row.title });
    }
    await database.close();
  });
});
