import type { Compilable, Kysely } from 'kysely';
import type { DialectName } from './columns.ts';
import type { Schema } from './schema.ts';

/** An open database. Queries are written once, in SQL that both dialects speak. */
export interface Database {
  /** Every query rejects with AppError('unavailable') when the storage is at fault. */
  readonly db: Kysely<Schema>;
  readonly dialect: DialectName;
  /**
   * Runs all queries in one transaction and resolves once they are on disk. Batches asked for at the
   * same time may share a commit; one that fails takes nothing of the others with it. Not to be
   * awaited inside a transaction: it would wait for that one to end.
   */
  batch(queries: readonly Compilable[]): Promise<void>;
  /** Finishes what was asked, then closes. */
  close(): Promise<void>;
}
