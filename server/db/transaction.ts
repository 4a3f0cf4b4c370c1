import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Runs `work` in one transaction: committed when it resolves, undone when it throws. Inside one
 * already, `work` becomes part of it. Name its parameter `db`, so that the outer one, which would
 * wait for this transaction to end, cannot be used by mistake.
 */
export function inTransaction<Result>(
  db: Kysely<Schema>,
  work: (db: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** Runs `work` on one unchanging state of the database, while others go on writing. Only reads. */
export function inSnapshot<Result>(
  db: Kysely<Schema>,
  work: (db: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  if (db.isTransaction) return work(db);
  return db
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(work);
}
