import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onPath } from './chromium.ts';

/** Where Debian keeps the programs of a server, a folder for each version. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder with PostgreSQL's initdb and pg_ctl: on the path, or Debian's newest; undefined when there is none. */
export function findPostgres(): string | undefined {
  const initdb = onPath('initdb');
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => +b - +a) : [];
  return [
    ...(initdb === undefined ? [] : [dirname(initdb)]),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ].find((folder) => ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name))));
}
