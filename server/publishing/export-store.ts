/** The rows of exports: each is asked for, claimed by one worker, and ends done or failed. */
import type { Kysely, Selectable } from 'kysely';
import type { Millis, Schema } from '#server/db/schema.ts';
import type { Range } from '#server/http/http.ts';
import type { EditionId, ExportId, Hash } from '#shared/ids.ts';

/** An export as it is stored. */
export type ExportRecord = Selectable<Schema['export']>;

/** Adds an export that nobody has begun to make. */
export async function insertExport(db: Kysely<Schema>, row: ExportRecord): Promise<void> {
  await db.insertInto('export').values(row).execute();
}

/** In whatever state it is. */
export async function findExport(
  db: Kysely<Schema>,
  id: ExportId,
): Promise<ExportRecord | undefined> {
  return db.selectFrom('export').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Not begun yet: whoever asks for the same again waits for this one. */
export async function findWaiting(
  db: Kysely<Schema>,
  of: Pick<ExportRecord, 'edition_id' | 'format' | 'requested_by'>,
): Promise<ExportRecord | undefined> {
  return db
    .selectFrom('export')
    .selectAll()
    .where('edition_id', '=', of.edition_id)
    .where('format', '=', of.format)
    .where('requested_by', of.requested_by === null ? 'is' : '=', of.requested_by)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}

/** Newest first; `after` is the sort key of the last row seen, '' for the start. */
export async function listExports(
  db: Kysely<Schema>,
  editionId: EditionId,
  range: Range,
): Promise<(ExportRecord & { requesterName: string | null })[]> {
  const [at = '', id = ''] = range.after.split(' ');
  return db
    .selectFrom('export')
    .leftJoin('person', 'person.id', 'export.requested_by')
    .selectAll('export')
    .select('person.name as requesterName')
    .where('export.edition_id', '=', editionId)
    .$if(range.after !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('export.created_at', '<', Number(at)),
          eb.and([eb('export.created_at', '=', Number(at)), eb('export.id', '<', id as ExportId)]),
        ]),
      ),
    )
    .orderBy('export.created_at', 'desc')
    .orderBy('export.id', 'desc')
    .limit(range.limit)
    .execute();
}

/** The oldest export that waits becomes this worker's; undefined when there is none. */
export async function claimExport(db: Kysely<Schema>): Promise<ExportRecord | undefined> {
  for (;;) {
    const next = await db
      .selectFrom('export')
      .select('id')
      .where('state', '=', 'waiting')
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!next) return undefined;
    const { numUpdatedRows } = await db
      .updateTable('export')
      .set({ state: 'running' })
      .where('id', '=', next.id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    // Somebody else was faster: look for another one.
    if (numUpdatedRows > 0n) return findExport(db, next.id);
  }
}

/** Changes a row only while it is still running: an end that was written stays. */
export async function updateRunning(
  db: Kysely<Schema>,
  id: ExportId,
  change: Partial<Omit<ExportRecord, 'id'>>,
): Promise<void> {
  await db
    .updateTable('export')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/**
 * After a crash: what ran is asked for again, what has been tried since before `since` fails. A book
 * that takes the server down must not do so for ever.
 */
export async function requeueInterrupted(
  db: Kysely<Schema>,
  to: { readonly since: Millis; readonly now: Millis; readonly report: string },
): Promise<void> {
  await db
    .updateTable('export')
    .set({ state: 'failed', finished_at: to.now, report: to.report })
    .where('state', '=', 'running')
    .where('created_at', '<', to.since)
    .execute();
  await db
    .updateTable('export')
    .set({ state: 'waiting', progress: 0, step: 'waiting' })
    .where('state', '=', 'running')
    .execute();
}

/** What this process claimed and could not finish goes back to those that wait. */
export async function putBack(db: Kysely<Schema>, id: ExportId): Promise<void> {
  await updateRunning(db, id, { state: 'waiting', progress: 0, step: 'waiting' });
}

/** From now on no key opens it. */
export async function withdrawLink(db: Kysely<Schema>, id: ExportId): Promise<void> {
  await db.updateTable('export').set({ link_secret: null }).where('id', '=', id).execute();
}

/** A finished export's file. */
export interface FinishedFile {
  readonly hash: Hash;
  readonly name: string;
  readonly byteCount: number;
}

/** Undefined while it is not done, and where it failed. */
export function finishedFile(row: ExportRecord): FinishedFile | undefined {
  if (row.state !== 'done' || row.file_hash === null || row.byte_count === null) return undefined;
  return { hash: row.file_hash, name: row.file_name, byteCount: row.byte_count };
}
