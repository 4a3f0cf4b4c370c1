/**
 * One process at a time on a data folder. The lock itself is the operating system's, taken through
 * SQLite because Node offers none: it ends with its holder, however that ends, so that no lock is
 * ever stale. Beside it lies a note that says who holds it and how to ask that process.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { makeFolder } from './make-folder.ts';
import { notWritable } from './not-writable.ts';
import { hasText } from './reason-of.ts';
import { StartError } from './start-error.ts';

const RETRY_MS = 50;

const note = z.object({
  pid: z.number(),
  /** `http://127.0.0.1:PORT`; null while the holder does not listen. */
  address: z.string().nullable(),
  /** Known only to who may read the folder; another one at each run. */
  secret: z.string(),
});
/** Who holds a data folder. */
export type Holder = z.infer<typeof note>;

/** A data folder, held. */
export interface Lock {
  /** Says where this process listens from now on. */
  announce(address: string, secret: string): void;
  /** Lets the next one in. */
  release(): void;
}

/**
 * Takes the folder, waiting `waitMs` for whoever has it. Undefined when it is still held then.
 * @throws StartError when the folder cannot be written.
 */
export async function takeLock(dataDir: string, waitMs: number): Promise<Lock | undefined> {
  try {
    makeFolder(dataDir);
  } catch (cause) {
    throw notWritable(dataDir, cause);
  }
  const until = performance.now() + waitMs;
  for (;;) {
    const held = tryHold(join(dataDir, 'lock.sqlite'));
    if (held) return asLock(dataDir, held);
    if (performance.now() >= until) return undefined;
    await wait(RETRY_MS);
  }
}

/** What the folder's holder says of itself; undefined when nothing can be read yet. */
export function holderOf(dataDir: string): Holder | undefined {
  try {
    return note.parse(JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8')));
  } catch {
    // It is being written, or its holder has just gone: whoever asks looks again.
    return undefined;
  }
}

/** The line for the operator when the folder is taken. */
export function heldError(dataDir: string): StartError {
  const holder = holderOf(dataDir);
  const who = holder
    ? `process ${holder.pid}${holder.address === null ? '' : ` (${holder.address})`}`
    : 'another process';
  return new StartError(
    `The data folder ${dataDir} is in use by ${who}: stop it first, or set DATA_DIR to another folder.`,
  );
}

function tryHold(path: string): Sqlite.Database | undefined {
  const database = openLock(path);
  try {
    database.pragma('journal_mode = memory');
    database.exec('begin exclusive');
    return database;
  } catch (cause) {
    database.close();
    if (hasText(cause, 'code') && cause.code.startsWith('SQLITE_BUSY')) return undefined;
    throw notWritable(path, cause);
  }
}

function openLock(path: string): Sqlite.Database {
  try {
    return new Sqlite(path, { timeout: 0 });
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

function asLock(dataDir: string, held: Sqlite.Database): Lock {
  const path = join(dataDir, 'lock');
  const write = (holder: Holder) => {
    const part = `${path}.${process.pid}.part`;
    try {
      writeFileSync(part, JSON.stringify(holder), { mode: 0o600 });
      renameSync(part, path);
    } catch (cause) {
      rmSync(part, { force: true });
      throw notWritable(dataDir, cause);
    }
  };
  try {
    write({ pid: process.pid, address: null, secret: '' });
  } catch (error) {
    held.close();
    throw error;
  }
  return {
    announce: (address, secret) => write({ pid: process.pid, address, secret }),
    release: () => {
      rmSync(path, { force: true });
      held.close();
    },
  };
}
