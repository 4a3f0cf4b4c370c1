/** Exports of an edition: asked for, watched, downloaded, passed on by link. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { done, editionId, exportId, millis, paged, paging } from './fields.ts';

export const EXPORT_FORMATS = ['pdf', 'markdown', 'zip'] as const;

export const exportRow = z.object({
  id: exportId,
  editionId,
  format: z.enum(EXPORT_FORMATS),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  /** Which step runs, a message key. */
  step: z.string(),
  fileName: z.string(),
  byteCount: z.number().int().nullable(),
  /** Sentences on what the file says and could not say: message keys with values. */
  report: z.array(
    z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  /** Relative address of the page that can be passed on; null when withdrawn or not finished. */
  link: z.string().nullable(),
  requestedBy: z.string(),
  createdAt: millis,
  finishedAt: millis.nullable(),
});

export const exports = {
  start: oc
    .route({ method: 'POST', path: '/editions/{editionId}/exports', summary: 'Start an export' })
    .input(z.object({ editionId, format: z.enum(EXPORT_FORMATS) }))
    .output(exportRow),
  list: oc
    .route({
      method: 'GET',
      path: '/editions/{editionId}/exports',
      summary: 'Exports of an edition, newest first',
    })
    .input(paging.extend({ editionId }))
    .output(paged(exportRow)),
  get: oc
    .route({ method: 'GET', path: '/exports/{exportId}', summary: 'How far an export is' })
    .input(z.object({ exportId }))
    .output(exportRow),
  /** What anyone with the link sees: no account needed. The file itself is at /exports/ID/file?key=… */
  shown: oc
    .route({
      method: 'GET',
      path: '/exports/{exportId}/shown',
      summary: 'What a passed-on export shows',
    })
    .input(z.object({ exportId, key: z.string().max(64) }))
    .output(
      z.object({
        /** The edition's title, as the file bears it. */
        title: z.string(),
        handbook: z.string(),
        handbookSlug: z.string(),
        editionSlug: z.string(),
        city: z.string(),
        language: z.string(),
        format: z.enum(EXPORT_FORMATS),
        fileName: z.string(),
        byteCount: z.number().int(),
        finishedAt: millis,
        chapters: z.array(z.object({ title: z.string(), revision: z.number().int() })),
        report: exportRow.shape.report,
        licence: z.string(),
      }),
    ),
  withdraw: oc
    .route({ method: 'DELETE', path: '/exports/{exportId}/link', summary: 'Withdraw the link' })
    .input(z.object({ exportId }))
    .output(done),
};
