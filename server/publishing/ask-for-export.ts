import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Clock } from '#server/lib/clock.ts';
import { type EditionId, newId, type PersonId, type RandomBytes } from '#shared/ids.ts';
import { type ExportRecord, findWaiting, insertExport } from './export-store.ts';
import type { ExportFormat } from './pin-manifest.ts';

/** What somebody wants as a file. */
export interface AskedExport {
  readonly editionId: EditionId;
  readonly format: ExportFormat;
  readonly by: PersonId | null;
}

/** What stands in the row of an export that nobody has begun to make. */
const UNMADE = {
  state: 'waiting',
  progress: 0,
  step: 'waiting',
  manifest: '',
  file_hash: null,
  file_name: '',
  byte_count: null,
  report: '',
  link_secret: null,
  finished_at: null,
} as const satisfies Partial<ExportRecord>;

/** Writes the row of an export that is to be made; the same one again while it waits. */
export async function askForExport(
  deps: { readonly db: Kysely<Schema>; readonly clock: Clock; readonly random: RandomBytes },
  { editionId, format, by }: AskedExport,
): Promise<ExportRecord> {
  const asked = { edition_id: editionId, format, requested_by: by };
  const waiting = await findWaiting(deps.db, asked);
  if (waiting) return waiting;
  const id = newId<'export'>(deps.random);
  const row: ExportRecord = { ...UNMADE, ...asked, id, created_at: deps.clock.now() };
  await insertExport(deps.db, row);
  return row;
}
