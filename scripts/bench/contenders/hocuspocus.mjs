/**
 * Hocuspocus with its defaults, storing into SQLite as its own SQLite extension does, with the driver
 * that we use ourselves: `FOLDER PORT`, started in the folder that has the packages.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, port] = process.argv.slice(2);
const packages = createRequire(join(process.cwd(), 'package.json'));
const [server, database] = ['server', 'extension-database'].map((name) =>
  packages(`@hocuspocus/${name}`),
);
const Sqlite = createRequire(import.meta.url)('better-sqlite3');

const db = new Sqlite(join(folder, 'documents.sqlite'));
db.exec('create table documents (name varchar(255) not null, data blob not null, unique(name))');
const read = db.prepare('select data from documents where name = ? order by rowid desc');
const write = db.prepare(
  'insert into documents (name, data) values (?, ?) on conflict(name) do update set data = excluded.data',
);

await new server.Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new database.Database({
      fetch: async ({ documentName }) => read.get(documentName)?.data ?? null,
      store: async ({ documentName, state }) => void write.run(documentName, state),
    }),
  ],
}).listen();
console.log('ready');
