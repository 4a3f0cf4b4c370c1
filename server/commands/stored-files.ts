import type Sqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import { hasText, reasonOf } from '#server/lib/reason-of.ts';
import { sha256 } from '#server/lib/sha256.ts';
import type { Hash } from '#shared/ids.ts';

/** A file that a row of the database speaks of: a picture or a finished export. */
export interface NamedFile {
  readonly hash: Hash;
  /** What people call it, or one of the names when it has several. */
  readonly name: string;
}

const NAMED = `
  select hash, min(name) as name from (
    select hash, name from image
    union all
    select file_hash, file_name from export where file_hash is not null
  ) as named group by hash order by hash`;

/** Every file that a row speaks of, each once, by hash. */
export async function listFiles(db: Kysely<Schema>): Promise<NamedFile[]> {
  return (await sql.raw<NamedFile>(NAMED).execute(db)).rows;
}

/** The same of a copied database. */
export function listFilesOfCopy(copy: Sqlite.Database): NamedFile[] {
  return copy.prepare<[], NamedFile>(NAMED).all();
}

/** A file as it was found; `fault` is one line that says which one it is and what is wrong with it. */
export type FoundFile =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'faulty'; readonly fault: string };

/** Reads a file and compares it with its name: a disk does not always give back what it was given. */
export async function findFile(files: Files, { hash, name }: NamedFile): Promise<FoundFile> {
  const faulty = (reason: string): FoundFile => ({
    kind: 'faulty',
    fault: `file ${hash} (${name}): ${reason}`,
  });
  try {
    const bytes = await files.get(hash);
    if (!bytes) return faulty('it is missing');
    return sha256(bytes) === hash ? { kind: 'whole', bytes } : faulty('it has other bytes');
  } catch (error) {
    // The disk may still give the others: whoever asked goes on, and tells of this one.
    return faulty(`it cannot be read (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return hasText(cause, 'code') ? cause.code : reasonOf(error);
}
