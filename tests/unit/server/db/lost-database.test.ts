import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databasePath, openProductDatabase } from '#server/db/db.ts';
import { assertMayBegin } from '#server/db/lost-database.ts';

let dataDir: string;
let place: { readonly path: string; readonly dataDir: string };
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'commonbook-lost-'));
  place = { path: databasePath(dataDir), dataDir };
  await mkdir(join(dataDir, 'files', 'ab'), { recursive: true });
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const keepFile = () => writeFile(join(dataDir, 'files/ab/abcd'), 'kept');

it('[R6] gives no tables to a database that something else made beside kept files', async () => {
  new Sqlite(place.path).exec('create table other (x); drop table other').close();
  await keepFile();
  await expect(openProductDatabase({ dataDir })).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/^The database \S+ is empty, yet \S+ is there: put a backup /),
  });
  await rm(join(dataDir, 'files'), { recursive: true });
  await (await openProductDatabase({ dataDir })).close();
});

it('[R6] does not begin in an empty PostgreSQL beside kept files, unless they are SQLite’s', async () => {
  await expect(assertMayBegin('postgres', place)).resolves.toBeUndefined();
  await keepFile();
  await expect(assertMayBegin('postgres', place)).rejects.toThrow(
    /^The database at DATABASE_URL is empty, yet \S+ is there: correct the address [^\n]*\.$/,
  );
  await writeFile(place.path, 'a database of its own');
  await expect(assertMayBegin('postgres', place)).resolves.toBeUndefined();
});
