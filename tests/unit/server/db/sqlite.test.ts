import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  databasePath,
  inSnapshot,
  inTransaction,
  migrate,
  openDatabase,
  tryToWrite,
} from '#server/db/db.ts';
import { openSqlite } from '#server/db/open-sqlite.ts';
import { assertVersion } from '#server/db/sqlite-open.ts';
import { canMount } from '#tests/support/can-mount.ts';

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonbook-sqlite-'));
  database = await openDatabase({ dataDir: folder });
  await migrate(database);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const put = (db: Database['db'], name: string, value = '') =>
  db.insertInto('setting').values({ name, value });
const count = async ({ db }: Database) =>
  (await db.selectFrom('setting').selectAll().execute()).length;

async function pragma(name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.db);
  return Object.values(rows[0] ?? {})[0];
}

it('writes with a log, syncs every commit, and checks references', async () => {
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
});

it('refuses a SQLite that could lose committed transactions', () => {
  expect(() => assertVersion('3.51.2')).toThrow('SQLite 3.51.2 is too old');
  expect(() => assertVersion('3.9.0')).toThrow('too old');
  expect(() => assertVersion('3.51.3')).not.toThrow();
  expect(() => assertVersion('3.53.0')).not.toThrow();
  expect(() => assertVersion('4.0.0')).not.toThrow();
});

it('keeps everything over closing and opening', async () => {
  await put(database.db, 'a').execute();
  await database.close();
  database = await openDatabase({ dataDir: folder });
  expect(await count(database)).toBe(1);
});

it('finishes what was asked before it closes', async () => {
  const writes = Array.from({ length: 100 }, (_, at) => put(database.db, String(at)).execute());
  await database.close();
  await Promise.all(writes);
  database = await openDatabase({ dataDir: folder });
  expect(await count(database)).toBe(100);
});

it('says at once that a closed database is closed', async () => {
  await database.close();
  await expect(database.batch([put(database.db, 'a')])).rejects.toMatchObject({
    code: 'unavailable',
  });
  database = await openDatabase({ dataDir: folder });
});

describe('a database that cannot be opened', () => {
  const refusal = async (write: (path: string) => Promise<unknown>) => {
    const dataDir = join(folder, 'other');
    await mkdir(dataDir);
    await write(databasePath(dataDir));
    return openDatabase({ dataDir }).then(
      async (opened) => migrate(opened).finally(() => opened.close()),
      (error) => Promise.reject(error),
    );
  };

  it('is told in one line with SQLite’s reason and what to do: no database', async () => {
    const garbage = 'neither empty nor a database '.repeat(50);
    await expect(refusal((path) => writeFile(path, garbage))).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /^The database \S+ cannot be opened \(file is not a database\): put a backup [^\n]*restore FILE"\.$/,
      ),
    });
  });

  it('is told so: a folder in its place', async () => {
    await expect(refusal((path) => mkdir(path))).rejects.toThrow(
      /cannot be opened \(unable to open database file\): let this user read and write it/,
    );
  });

  it('is told so: its pages were written over', async () => {
    const damaged = async (path: string) => {
      await sql`vacuum into ${path}`.execute(database.db);
      // The first page stays as it was: what it leads to is gone.
      const bytes = await readFile(path);
      await writeFile(path, bytes.fill(7, 100));
    };
    await expect(refusal(damaged)).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(/^The database [^\n]*\(database disk image is malformed\)/),
    });
  });
});

describe('[R6] a database that was lost', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = join(folder, 'lost');
    await mkdir(join(dataDir, 'files', 'ab'), { recursive: true });
  });
  const left = () => readdir(dataDir, { recursive: true });

  it.each([
    ['missing', 'files/ab/abcd'],
    ['missing', 'commonbook.sqlite-wal'],
    ['missing', 'commonbook.sqlite.before-restore'],
    ['missing', 'commonbook.sqlite.before-restore-2'],
    ['emptied', 'files/ab/abcd'],
    ['emptied', 'commonbook.sqlite-wal'],
  ])('is not begun anew, and nothing is touched: %s beside %s', async (fate, name) => {
    if (fate === 'emptied') await writeFile(databasePath(dataDir), '');
    await writeFile(join(dataDir, name), 'kept');
    const before = await left();
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        /^The database \S+ is missing or empty, yet \S+ is there: put a backup [^\n]*, or move [^\n]*\.$/,
      ),
    });
    expect(await left()).toEqual(before);
    expect(await readFile(join(dataDir, name), 'utf8')).toBe('kept');
  });

  it.each(['nothing', 'an empty file'])(
    'is told from a first start that was interrupted after it made %s',
    async (made) => {
      if (made === 'an empty file') await writeFile(databasePath(dataDir), '');
      const begun = await openDatabase({ dataDir });
      await migrate(begun);
      expect(await count(begun)).toBe(0);
      await begun.close();
    },
  );
});

describe('a database that was moved away or replaced while it is open', () => {
  const wasMoved = { code: 'unavailable', message: expect.stringContaining('moved or replaced') };

  it.each(['moved', 'replaced'])('takes nothing more that would be lost: %s', async (fate) => {
    await put(database.db, 'before').execute();
    const path = databasePath(folder);
    await rename(path, join(folder, 'elsewhere'));
    if (fate === 'replaced') await writeFile(path, 'another file');

    await expect(put(database.db, 'alone').execute()).rejects.toMatchObject(wasMoved);
    const two = [put(database.db, 'a'), put(database.db, 'b')];
    await expect(database.batch(two)).rejects.toMatchObject(wasMoved);
    await expect(
      inTransaction(database.db, (db) => put(db, 'inside').execute()),
    ).rejects.toMatchObject(wasMoved);
    await expect(tryToWrite(database, 1)).rejects.toMatchObject(wasMoved);
    expect(await count(database)).toBe(1);
  });

  it('commits no transaction that began before', async () => {
    const moving = inTransaction(database.db, async (db) => {
      await put(db, 'inside').execute();
      await rename(databasePath(folder), join(folder, 'elsewhere'));
    });
    await expect(moving).rejects.toMatchObject(wasMoved);
    expect(await count(database)).toBe(0);
  });

  it('can still be saved by a backup, and goes on when it is put back', async () => {
    await put(database.db, 'before').execute();
    await rename(databasePath(folder), join(folder, 'elsewhere'));
    const saved = join(folder, 'saved');
    await mkdir(saved);
    await sql`vacuum into ${databasePath(saved)}`.execute(database.db);
    const copy = await openDatabase({ dataDir: saved });
    expect(await count(copy)).toBe(1);
    await copy.close();
    await rename(join(folder, 'elsewhere'), databasePath(folder));
    await tryToWrite(database, 1);
  });
});

describe('reading', () => {
  it('sees what was acknowledged, and nothing of an open transaction', async () => {
    await put(database.db, 'before').execute();
    await inTransaction(database.db, async (db) => {
      await put(db, 'inside').execute();
      expect(await count(database)).toBe(1);
    });
    expect(await count(database)).toBe(2);
  });

  it('goes on in a snapshot that stays as it was while others write', async () => {
    await put(database.db, 'before').execute();
    const seen = await inSnapshot(database.db, async (db) => {
      const first = await db.selectFrom('setting').select('name').execute();
      await put(database.db, 'meanwhile').execute();
      const second = await db.selectFrom('setting').select('name').execute();
      return [first.length, second.length];
    });
    expect(seen).toEqual([1, 1]);
    expect(await count(database)).toBe(2);
  });

  it('streams a table row by row, as it was when that began', async () => {
    await database.batch([put(database.db, 'a'), put(database.db, 'b'), put(database.db, 'c')]);
    const names: string[] = [];
    for await (const { name } of database.db.selectFrom('setting').select('name').stream())
      names.push(name);
    expect(names.sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('a transaction that falls silent', () => {
  it('is given up, so that the others can write, and cannot be committed any more', async () => {
    const path = join(folder, 'silent.sqlite');
    const quick = await openSqlite({ path, silenceMs: 50 });
    await migrate(quick);
    // It waits for a write that waits for it: the mistake that the silence ends.
    const stuck = inTransaction(quick.db, async (db) => {
      await put(db, 'inner').execute();
      await put(quick.db, 'outer').execute();
    });
    await expect(stuck).rejects.toMatchObject({ code: 'unavailable' });
    const names = await quick.db.selectFrom('setting').select('name').execute();
    expect(names).toEqual([{ name: 'outer' }]);
    await quick.close();
  });
});

describe('a full disk', () => {
  /** Lets the file grow by no more than a few pages; 0 lifts that. */
  const limitPages = async (more: number) => {
    const pages = Number(await pragma('page_count'));
    await pragma(`max_page_count = ${more === 0 ? 4_294_967_294 : pages + more}`);
  };
  const large = 'x'.repeat(200_000);

  it('is told, changes nothing, and writing goes on when there is space again', async () => {
    await limitPages(2);
    const refused = { name: 'AppError', code: 'unavailable', message: /disk is full/ };
    await expect(put(database.db, 'single', large).execute()).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(refused.message),
    });
    await expect(
      database.batch([put(database.db, 'small'), put(database.db, 'batch', large)]),
    ).rejects.toMatchObject({ code: 'unavailable' });
    await expect(
      inTransaction(database.db, async (db) => {
        await put(db, 'first').execute();
        await put(db, 'second', large).execute();
      }),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(await count(database)).toBe(0);

    await limitPages(0);
    await put(database.db, 'single', large).execute();
    await database.batch([put(database.db, 'small'), put(database.db, 'batch', large)]);
    expect(await count(database)).toBe(3);
  });

  it('does not commit the rest of a transaction step by step after one step failed', async () => {
    await limitPages(2);
    const swallowing = inTransaction(database.db, async (db) => {
      await put(db, 'first').execute();
      await put(db, 'second', large)
        .execute()
        .catch(() => {});
      await put(db, 'third').execute();
    });
    await expect(swallowing).rejects.toMatchObject({ code: 'unavailable' });
    await limitPages(0);
    expect(await count(database)).toBe(0);
  });

  it('takes nothing of the batches beside the one that does not fit', async () => {
    await limitPages(2);
    const outcomes = await Promise.allSettled([
      database.batch([put(database.db, 'a')]),
      database.batch([put(database.db, 'b', large)]),
      database.batch([put(database.db, 'c')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count(database)).toBe(2);
  });
});

describe.skipIf(!canMount)('a disk that is really full', () => {
  it('is told, and writing goes on when there is space again', async () => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    try {
      const small = await openDatabase({ dataDir: disk });
      await migrate(small);
      const filler = join(disk, 'filler');
      await writeFile(filler, Buffer.alloc(3_000_000)).catch(() => {});
      await expect(put(small.db, 'a', 'x'.repeat(500_000)).execute()).rejects.toMatchObject({
        code: 'unavailable',
      });
      await rm(filler);
      await put(small.db, 'a', 'x'.repeat(500_000)).execute();
      expect(await count(small)).toBe(1);
      await small.close();
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
