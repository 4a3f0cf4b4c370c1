import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databasePath } from '#server/db/db.ts';
import { type CommandWorld, commandWorld, peopleIn } from '#tests/support/command-world.ts';

let world: CommandWorld;
let path: string;
beforeEach(async () => {
  world = await commandWorld();
  path = databasePath(world.dataDir);
  await world.run('user', 'add', 'other@example.org');
  await world.run('backup', 'other.b');
  await rm(world.dataDir, { recursive: true });
  await world.run('user', 'add', 'precious@example.org');
});
afterEach(() => world.remove());

const PRECIOUS = ['precious@example.org'];
const OTHER = ['other@example.org'];

it('keeps each time what was there before, and says where', async () => {
  const names = ['before-restore', 'before-restore-2', 'before-restore-3'];
  for (const name of names) {
    const { lines } = await world.restore('other.b');
    expect(lines.at(-1)).toBe(`What was here before: ${path}.${name}`);
  }
  expect(names.map((name) => peopleIn(`${path}.${name}`))).toEqual([PRECIOUS, OTHER, OTHER]);
  expect(peopleIn(path)).toEqual(OTHER);
});

it('keeps the log of a database that cannot be opened, beside it', async () => {
  await logWithPerson('late@example.org');
  await writeFile(path, 'this is not a database, and long enough to tell'.repeat(9));
  await world.restore('other.b');
  expect(peopleIn(path)).toEqual(OTHER);
  expect((await world.run('verify')).lines).toEqual(['Everything fits together.']);
  expect(await namesOf('before-restore')).toEqual([
    'commonbook.sqlite.before-restore',
    'commonbook.sqlite.before-restore-wal',
  ]);
});

it('keeps the log of a database that is gone, and never under a name that has one', async () => {
  await logWithPerson('late@example.org');
  await rename(path, join(world.folder, 'lost.sqlite'));
  await world.restore('other.b');
  expect(await namesOf('before-restore')).toEqual(['commonbook.sqlite.before-restore-wal']);
  const { lines } = await world.restore('other.b');
  expect(lines.at(-1)).toBe(`What was here before: ${path}.before-restore-2`);

  await rename(join(world.folder, 'lost.sqlite'), `${path}.before-restore`);
  expect(peopleIn(`${path}.before-restore`)).toEqual(['late@example.org', ...PRECIOUS]);
});

it('refuses a backup of a newer version before it touches anything', async () => {
  await world.restore('other.b');
  const newer = new Sqlite(join(world.folder, 'other.b'));
  newer.exec("insert into migration (name, timestamp) values ('999-future', '2030')");
  newer.close();
  const before = await readdir(world.dataDir, { recursive: true });
  await expect(world.restore('other.b')).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(
      /^The database is newer than this program \(it has "999-future"\): update [^\n]*\.$/,
    ),
  });
  expect(await readdir(world.dataDir, { recursive: true })).toEqual(before);
  expect([peopleIn(path), peopleIn(`${path}.before-restore`)]).toEqual([OTHER, PRECIOUS]);
});

it('has nothing to keep where there was nothing', async () => {
  await rm(world.dataDir, { recursive: true });
  const { lines } = await world.restore('other.b');
  expect(lines).toEqual([`Restored from ${join(world.folder, 'other.b')}, with 0 files.`]);
  expect(await namesOf('before-restore')).toEqual([]);
});

async function namesOf(part: string): Promise<string[]> {
  return (await readdir(world.dataDir)).filter((name) => name.includes(part)).sort();
}

/** Leaves a person in the database's log alone, as a server leaves it that was killed. */
async function logWithPerson(email: string): Promise<void> {
  const writing = new Sqlite(path);
  writing.pragma('journal_mode = WAL');
  writing.pragma('wal_autocheckpoint = 0');
  writing.prepare("insert into person values (?, 'N', ?, 0, null, '', '', null)").run(email, email);
  const [log, database] = [await readFile(`${path}-wal`), await readFile(path)];
  writing.close();
  await writeFile(path, database);
  await writeFile(`${path}-wal`, log);
}
