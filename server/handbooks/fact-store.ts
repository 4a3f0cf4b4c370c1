/** Queries on the facts that handbooks ask for; what cities fill in is the editions'. */
import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { HandbookId } from '#shared/ids.ts';

/** A fact that a handbook asks for, as it is stored. */
export type FactRow = Selectable<Schema['fact']>;

/** The facts that a handbook asks for, in order. */
export async function listFacts(db: Kysely<Schema>, handbookId: HandbookId): Promise<FactRow[]> {
  return listFactsOf(db, [handbookId]);
}

/** The facts of several handbooks, those of each in order. */
export async function listFactsOf(
  db: Kysely<Schema>,
  handbookIds: readonly HandbookId[],
): Promise<FactRow[]> {
  if (handbookIds.length === 0) return [];
  return db
    .selectFrom('fact')
    .selectAll()
    .where('handbook_id', 'in', [...handbookIds])
    .orderBy('position')
    .orderBy('name')
    .execute();
}

/**
 * Replaces the facts that a handbook asks for. Values that cities filled in stay, also of facts that
 * are no longer asked for: asked for again, they are there again.
 */
export async function replaceFacts(
  db: Kysely<Schema>,
  handbookId: HandbookId,
  facts: readonly Omit<FactRow, 'handbook_id' | 'position'>[],
): Promise<void> {
  await db.deleteFrom('fact').where('handbook_id', '=', handbookId).execute();
  if (facts.length === 0) return;
  const rows = facts.map(({ name, type, label, help }, position) => ({
    handbook_id: handbookId,
    name,
    type,
    label,
    help,
    position,
  }));
  await db.insertInto('fact').values(rows).execute();
}
