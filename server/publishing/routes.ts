/** The contract's routes on exports. */
import { notFound } from '#server/lib/refusals.ts';
import { type Actor, type People, route, signedIn } from '#server/people/people.ts';
import type { EditionId, ExportId } from '#shared/ids.ts';
import type { Publishing } from './create-publishing.ts';
import { exportReply, shownReply } from './export-replies.ts';
import type { ExportRecord } from './export-store.ts';

/** Whom the routes ask. */
export interface ExportsRoutesDeps {
  readonly people: People;
  readonly publishing: Publishing;
}

/** To ask for exports, see how far they are and withdraw their links. */
export function exportsRoutes(deps: ExportsRoutesDeps) {
  const { people, publishing } = deps;
  const edition = (id: EditionId) => ({ kind: 'edition', id }) as const;
  const mayShare = (actor: Actor, id: EditionId) => people.can(actor, 'share-export', edition(id));
  return {
    start: signedIn.exports.start.handler(async ({ context: { actor, personId }, input }) => {
      const { editionId, format } = input;
      await people.authorize(actor, 'read', edition(editionId));
      return describe(deps, actor, await publishing.start({ editionId, format, by: personId }));
    }),
    list: signedIn.exports.list.handler(async ({ context: { actor }, input }) => {
      const { editionId, ...paging } = input;
      await people.authorize(actor, 'read', edition(editionId));
      const { results, nextCursor } = await publishing.list(editionId, paging);
      const told = { mayShare: await mayShare(actor, editionId) };
      const rows = results.map(({ requesterName, ...row }) =>
        exportReply(row, { ...told, requestedBy: requesterName ?? '' }),
      );
      return { results: rows, nextCursor };
    }),
    get: signedIn.exports.get.handler(async ({ context: { actor }, input }) => {
      return describe(deps, actor, await readable(deps, actor, input.exportId));
    }),
    shown: route.exports.shown.handler(async ({ input }) => {
      return shownReply(await publishing.opened(input.exportId, input.key));
    }),
    withdraw: signedIn.exports.withdraw.handler(async ({ context: { actor }, input }) => {
      const row = await readable(deps, actor, input.exportId);
      await people.authorize(actor, 'share-export', edition(row.edition_id));
      await publishing.withdraw(row.id);
      return { done: true } as const;
    }),
  };
}

/** The export, for somebody who may read its edition; the same `not-found` for all other cases. */
async function readable(
  { people, publishing }: ExportsRoutesDeps,
  actor: Actor,
  id: ExportId,
): Promise<ExportRecord> {
  const row = await publishing.find(id);
  if (!row) throw notFound();
  await people.authorize(actor, 'read', { kind: 'edition', id: row.edition_id });
  return row;
}

async function describe({ people }: ExportsRoutesDeps, actor: Actor, row: ExportRecord) {
  const requester = row.requested_by === null ? null : await people.person(row.requested_by);
  const resource = { kind: 'edition', id: row.edition_id } as const;
  return exportReply(row, {
    requestedBy: requester?.name ?? '',
    mayShare: await people.can(actor, 'share-export', resource),
  });
}
