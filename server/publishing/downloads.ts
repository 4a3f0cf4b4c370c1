import { type Request, type Response, Router } from 'express';
import { notFound } from '#server/lib/refusals.ts';
import type { People } from '#server/people/people.ts';
import { type ExportId, isId } from '#shared/ids.ts';
import type { Publishing } from './create-publishing.ts';
import { type ExportRecord, finishedFile } from './export-store.ts';

const TYPE: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  markdown: 'text/markdown; charset=utf-8',
  zip: 'application/zip',
};

/** Whom the download asks. */
export interface DownloadsDeps {
  readonly people: Pick<People, 'actorOf' | 'can'>;
  readonly publishing: Publishing;
}

/**
 * The export that this request may download: by its link's key, else as somebody who may read the
 * edition. What is missing, withdrawn, unfinished or forbidden is the same `not-found`.
 */
async function permitted(
  { people, publishing }: DownloadsDeps,
  request: Request<{ exportId: string }>,
): Promise<ExportRecord> {
  const { exportId } = request.params;
  if (!isId<ExportId>(exportId)) throw notFound();
  const { key } = request.query;
  if (typeof key === 'string') return publishing.opened(exportId, key);
  const row = await publishing.find(exportId);
  if (!row) throw notFound();
  const actor = await people.actorOf(request.headers);
  const edition = { kind: 'edition', id: row.edition_id } as const;
  if (!(await people.can(actor, 'read', edition))) throw notFound();
  return row;
}

function send(response: Response, path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<void>((resolve, reject) => {
    // The data folder may lie below a folder with a dot: the path is ours, nothing of it is asked.
    response.sendFile(
      path,
      { dotfiles: 'allow', cacheControl: false, lastModified: false, headers },
      (error) => (error ? reject(error) : resolve()),
    );
  });
}

/** `GET /exports/ID/file?key=…`: the file of a finished export, streamed. Mount it at `/exports`. */
export function downloads(deps: DownloadsDeps): Router {
  const router = Router();
  router.get('/:exportId/file', async (request: Request<{ exportId: string }>, response) => {
    const row = await permitted(deps, request);
    const file = finishedFile(row);
    if (!file) throw notFound();
    await send(response, deps.publishing.pathOf(file.hash), {
      'Content-Type': TYPE[row.format] ?? 'application/octet-stream',
      // Names are slugs and a day (render.ts): nothing in them needs quoting.
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-cache',
      'Referrer-Policy': 'no-referrer',
      ETag: `"${file.hash}"`,
    });
  });
  return router;
}
