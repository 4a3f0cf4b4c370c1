import type { z } from 'zod';
import { exportRow, type exports } from '#shared/api/exports.ts';
import type { ExportRecord } from './export-store.ts';
import { parseManifest } from './manifest.ts';

type ExportReply = z.infer<typeof exportRow>;
type ShownReply = z.infer<NonNullable<(typeof exports)['shown']['~orpc']['outputSchema']>>;

const reportSchema = exportRow.shape.report;
const formatSchema = exportRow.shape.format;
const stateSchema = exportRow.shape.state;

function reportOf({ report }: ExportRecord): ExportReply['report'] {
  return report === '' ? [] : reportSchema.parse(JSON.parse(report));
}

/** Where the page is that can be passed on. */
function linkOf({ id, link_secret, state }: ExportRecord): string | null {
  return state === 'done' && link_secret !== null ? `/exports/${id}?key=${link_secret}` : null;
}

/** `mayShare`: only those who may pass a link on or withdraw it are told it. */
export function exportReply(
  row: ExportRecord,
  told: { readonly requestedBy: string; readonly mayShare: boolean },
): ExportReply {
  return {
    id: row.id,
    editionId: row.edition_id,
    format: formatSchema.parse(row.format),
    state: stateSchema.parse(row.state),
    progress: row.progress,
    step: row.step,
    fileName: row.file_name,
    byteCount: row.byte_count,
    report: reportOf(row),
    link: told.mayShare ? linkOf(row) : null,
    requestedBy: told.requestedBy,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** What a finished export shows to whoever has its link: what it was made from, and nothing newer. */
export function shownReply(row: ExportRecord): ShownReply {
  const { handbook, edition, chapters } = parseManifest(row.manifest);
  return {
    title: edition.title,
    handbook: handbook.title,
    handbookSlug: handbook.slug,
    editionSlug: edition.slug,
    city: edition.city,
    language: edition.language,
    format: formatSchema.parse(row.format),
    fileName: row.file_name,
    byteCount: row.byte_count ?? 0,
    finishedAt: row.finished_at ?? row.created_at,
    chapters: chapters.map(({ title, revision }) => ({ title, revision })),
    report: reportOf(row),
    licence: handbook.licence,
  };
}
