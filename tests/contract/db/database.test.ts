import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inSnapshot, inTransaction, isTaken, migrate } from '#server/db/db.ts';
import { migrate as migrateBy } from '#server/db/migrate.ts';
import type { ChapterId, Hash } from '#shared/ids.ts';
import { addChapterRow, addPersonRow } from '#tests/support/rows.ts';
import {
  onEachDatabase,
  openTestDatabase,
  type TestDatabase,
} from '#tests/support/test-database.ts';

onEachDatabase((kind) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase(kind);
  });
  afterEach(() => database.close());

  const setting = (name: string, value = '') =>
    database.db.insertInto('setting').values({ name, value });
  const settingNames = async () => {
    const rows = await database.db.selectFrom('setting').select('name').orderBy('name').execute();
    return rows.map((row) => row.name);
  };

  describe('rows', () => {
    it('come back as they were written: text, numbers, null', async () => {
      const chapterId = await addChapterRow(database);
      await database.db
        .updateTable('chapter')
        .set({ title: 'Ĉapitro “один” 🥕', created_at: 1_800_000_000_123 })
        .where('id', '=', chapterId)
        .execute();
      const row = await database.db
        .selectFrom('chapter')
        .select(['title', 'created_at', 'deleted_at'])
        .where('id', '=', chapterId)
        .executeTakeFirstOrThrow();
      expect(row).toEqual({
        title: 'Ĉapitro “один” 🥕',
        created_at: 1_800_000_000_123,
        deleted_at: null,
      });
    });

    it('hold bytes as Uint8Array, empty ones and large ones too', async () => {
      const chapterId = await addChapterRow(database);
      const large = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
      for (const [sequence, bytes] of [new Uint8Array(), Uint8Array.of(0, 1, 255), large].entries())
        await insertUpdate(chapterId, sequence, bytes).execute();
      const rows = await database.db
        .selectFrom('chapter_update')
        .select('bytes')
        .orderBy('sequence')
        .execute();
      expect(rows.map((row) => row.bytes)).toEqual([
        new Uint8Array(),
        Uint8Array.of(0, 1, 255),
        large,
      ]);
      expect(rows[1]?.bytes.constructor).toBe(Uint8Array);
    });

    it('hold JSON as text', async () => {
      const json = JSON.stringify({ type: 'paragraph', content: [{ text: 'ü"\\\n' }] });
      await database.db
        .insertInto('block')
        .values({ hash: 'a' as Hash, json })
        .execute();
      const row = await database.db.selectFrom('block').select('json').executeTakeFirstOrThrow();
      expect(row.json).toBe(json);
    });

    it('are counted and summed as numbers', async () => {
      const chapterId = await addChapterRow(database);
      await insertUpdate(chapterId, 1, Uint8Array.of(1)).execute();
      await insertUpdate(chapterId, 2, Uint8Array.of(2)).execute();
      const row = await database.db
        .selectFrom('chapter_update')
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          fn.max('sequence').as('last'),
          fn.sum<number>('sequence').as('sum'),
        ])
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ count: 2, last: 2, sum: 3 });
    });

    it('are ordered by the bytes of a text, whatever the language', async () => {
      for (const name of ['b', 'B', 'ä', 'a', 'Z', '_']) await setting(name).execute();
      expect(await settingNames()).toEqual(['B', 'Z', '_', 'a', 'b', 'ä']);
    });

    it('are paged by key', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await setting(name).execute();
      const namesAfter = (name: string) =>
        database.db
          .selectFrom('setting')
          .select('name')
          .where('name', '>', name)
          .orderBy('name')
          .limit(2)
          .execute();
      expect(await namesAfter('')).toEqual([{ name: 'a' }, { name: 'b' }]);
      expect(await namesAfter('b')).toEqual([{ name: 'c' }, { name: 'd' }]);
      expect(await namesAfter('d')).toEqual([{ name: 'e' }]);
    });

    it('can be written or replaced in one statement', async () => {
      const put = (value: string) =>
        setting('a', value).onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ value }),
        );
      await put('1').execute();
      await put('2').execute();
      expect(await database.db.selectFrom('setting').selectAll().execute()).toEqual([
        { name: 'a', value: '2' },
      ]);
    });

    it('tell how many were changed, and give back what was asked for', async () => {
      await setting('a').execute();
      await setting('b').execute();
      const changed = await database.db
        .updateTable('setting')
        .set({ value: 'x' })
        .executeTakeFirstOrThrow();
      expect(changed.numUpdatedRows).toBe(2n);
      const gone = await database.db
        .deleteFrom('setting')
        .where('name', '=', 'a')
        .returning(['name', 'value'])
        .execute();
      expect(gone).toEqual([{ name: 'a', value: 'x' }]);
    });
  });

  describe('constraints', () => {
    it('say that a key is taken', async () => {
      await setting('a').execute();
      const error = await setting('a')
        .execute()
        .catch((cause: unknown) => cause);
      expect(isTaken(error)).toBe(true);
      expect(isTaken(new Error('other'))).toBe(false);
    });

    it('refuse a row that refers to nothing', async () => {
      const error = await insertUpdate('nowhere' as ChapterId, 1, Uint8Array.of(1))
        .execute()
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(Error);
      expect(isTaken(error)).toBe(false);
    });

    it('let a deleted chapter’s slug be used again, and a living one’s not', async () => {
      const chapterId = await addChapterRow(database);
      const row = await database.db
        .selectFrom('chapter')
        .selectAll()
        .where('id', '=', chapterId)
        .executeTakeFirstOrThrow();
      const twin = database.db.insertInto('chapter').values({ ...row, id: 'twin' as ChapterId });
      expect(isTaken(await twin.execute().catch((cause: unknown) => cause))).toBe(true);
      await database.db.updateTable('chapter').set({ deleted_at: 1 }).execute();
      await twin.execute();
    });
  });

  describe('a transaction', () => {
    it('is seen whole or not at all', async () => {
      await inTransaction(database.db, async (db) => {
        await db.insertInto('setting').values({ name: 'a', value: '' }).execute();
        await db.insertInto('setting').values({ name: 'b', value: '' }).execute();
        const inside = await db.selectFrom('setting').select('name').execute();
        expect(inside).toHaveLength(2);
      });
      expect(await settingNames()).toEqual(['a', 'b']);
    });

    it('leaves nothing when it throws', async () => {
      const failing = inTransaction(database.db, async (db) => {
        await db.insertInto('setting').values({ name: 'a', value: '' }).execute();
        throw new RangeError('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await settingNames()).toEqual([]);
    });

    it('leaves nothing when a statement of it fails', async () => {
      await setting('taken').execute();
      const failing = inTransaction(database.db, async (db) => {
        await db.insertInto('setting').values({ name: 'a', value: '' }).execute();
        await db.insertInto('setting').values({ name: 'taken', value: '' }).execute();
      });
      expect(isTaken(await failing.catch((cause: unknown) => cause))).toBe(true);
      expect(await settingNames()).toEqual(['taken']);
    });

    it('becomes part of the one it is called in', async () => {
      const failing = inTransaction(database.db, async (db) => {
        await inTransaction(db, async (db) => {
          await db.insertInto('setting').values({ name: 'inner', value: '' }).execute();
        });
        throw new RangeError('the outer one fails');
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await settingNames()).toEqual([]);
    });

    it('does not mix with others that run at the same time', async () => {
      await setting('count', '0').execute();
      await Promise.all(
        Array.from({ length: 20 }, () =>
          inTransaction(database.db, async (db) => {
            await sql`update setting set value = value where name = 'count'`.execute(db);
            const { value } = await db
              .selectFrom('setting')
              .select('value')
              .where('name', '=', 'count')
              .executeTakeFirstOrThrow();
            await db
              .updateTable('setting')
              .set({ value: String(Number(value) + 1) })
              .where('name', '=', 'count')
              .execute();
          }),
        ),
      );
      const row = await database.db.selectFrom('setting').select('value').executeTakeFirstOrThrow();
      expect(row.value).toBe('20');
    });
  });

  describe('a snapshot', () => {
    it('reads in a transaction of its own', async () => {
      await setting('a').execute();
      const names = await inSnapshot(database.db, async (db) => {
        const rows = await db.selectFrom('setting').select('name').execute();
        return rows.map((row) => row.name);
      });
      expect(names).toEqual(['a']);
    });

    it('refuses to write', async () => {
      const writing = inSnapshot(database.db, (db) =>
        db.insertInto('setting').values({ name: 'a', value: '' }).execute(),
      );
      await expect(writing).rejects.toThrow();
      expect(await settingNames()).toEqual([]);
    });
  });

  describe('a batch', () => {
    it('is stored whole', async () => {
      await database.batch([setting('a'), setting('b'), setting('c')]);
      expect(await settingNames()).toEqual(['a', 'b', 'c']);
    });

    it('leaves nothing when one of its statements fails', async () => {
      const failing = database.batch([setting('a'), setting('b'), setting('a')]);
      expect(isTaken(await failing.catch((cause: unknown) => cause))).toBe(true);
      expect(await settingNames()).toEqual([]);
    });

    it('that fails takes nothing of those beside it', async () => {
      const outcomes = await Promise.allSettled([
        database.batch([setting('a'), setting('b')]),
        database.batch([setting('c'), setting('a')]),
        database.batch([setting('d')]),
        setting('e').execute(),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'fulfilled',
      ]);
      expect(await settingNames()).toEqual(['a', 'b', 'd', 'e']);
    });

    it('of one person’s updates keeps its order among many', async () => {
      const chapterId = await addChapterRow(database);
      const personId = await addPersonRow(database, 'Ana');
      await Promise.all(
        Array.from({ length: 50 }, (_, sequence) =>
          database.batch([insertUpdate(chapterId, sequence, Uint8Array.of(sequence), personId)]),
        ),
      );
      const rows = await database.db
        .selectFrom('chapter_update')
        .select(['sequence', 'bytes', 'person_id'])
        .orderBy('sequence')
        .execute();
      expect(rows).toEqual(
        Array.from({ length: 50 }, (_, sequence) => ({
          sequence,
          bytes: Uint8Array.of(sequence),
          person_id: personId,
        })),
      );
    });

    it('of nothing does nothing', async () => {
      await database.batch([]);
      expect(await settingNames()).toEqual([]);
    });
  });

  describe('migrating', () => {
    it('an up-to-date database changes nothing', async () => {
      await setting('a').execute();
      await migrate(database);
      expect(await settingNames()).toEqual(['a']);
    });

    it('is refused with one line when the database is newer', async () => {
      await sql`insert into migration (name, timestamp) values ('999-later', '2030')`.execute(
        database.db,
      );
      await expect(migrate(database)).rejects.toThrow(
        /^The database is newer than this program \(it has "999-later"\)[^\n]*$/,
      );
    });

    it('leaves the database untouched when a step fails half-way', async () => {
      const steps = {
        '001-first': async () => {},
        '002-good': async (db: Kysely<unknown>) => {
          await sql`create table good (id text)`.execute(db);
        },
        '003-bad': async (db: Kysely<unknown>) => {
          await sql`create table bad (id text)`.execute(db);
          await sql`insert into nowhere values (1)`.execute(db);
        },
      };
      await expect(migrateBy(database, { steps })).rejects.toThrow(
        /was left as it was: [^\n]*nowhere/,
      );
      const tables = await database.db.introspection.getTables();
      const names = tables.map((table) => table.name);
      expect(names).toContain('chapter');
      expect(names).not.toContain('good');
      expect(names).not.toContain('bad');
      await migrate(database);
    });
  });

  function insertUpdate(
    chapterId: ChapterId,
    sequence: number,
    bytes: Uint8Array,
    personId: Awaited<ReturnType<typeof addPersonRow>> | null = null,
  ) {
    return database.db
      .insertInto('chapter_update')
      .values({ chapter_id: chapterId, sequence, person_id: personId, at: 1, bytes });
  }
});
