/** A chapter's history. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { blockId, chapterId, hash, millis, ownTitle, paged, paging, title } from './fields.ts';

const revisionRow = z.object({
  number: z.number().int(),
  at: millis,
  reason: z.string(),
  name: z.string(),
  authors: z.array(z.object({ name: z.string() })),
  wordCount: z.number().int(),
});

/** A version, or some blocks of it, that should be the text again. */
const wantedBack = z.object({
  chapterId,
  number: z.coerce.number().int().min(1),
  blocks: z.array(blockId).max(5000).optional(),
});

export const revisions = {
  /** Newest first. */
  list: oc
    .route({
      method: 'GET',
      path: '/chapters/{chapterId}/revisions',
      summary: 'Earlier versions, newest first',
    })
    .input(paging.extend({ chapterId }))
    .output(paged(revisionRow)),
  /** Block ids and hashes in order, and each block's canonical JSON once. */
  get: oc
    .route({
      method: 'GET',
      path: '/chapters/{chapterId}/revisions/{number}',
      summary: 'One version whole',
    })
    .input(z.object({ chapterId, number: z.coerce.number().int().min(1) }))
    .output(
      revisionRow.extend({
        blocks: z.array(z.object({ id: blockId, hash })),
        contents: z.record(z.string(), z.string()),
      }),
    ),
  /** Makes a version of the text as it stands now, with a name. */
  keep: oc
    .route({
      method: 'POST',
      path: '/chapters/{chapterId}/revisions',
      summary: 'Keep the text as it stands as a named version',
    })
    .input(z.object({ chapterId, name: title }))
    .output(revisionRow),
  name: oc
    .route({
      method: 'PATCH',
      path: '/chapters/{chapterId}/revisions/{number}',
      summary: 'Name a version',
    })
    .input(
      z.object({
        chapterId,
        number: z.coerce.number().int().min(1),
        /** '' takes its name away. */
        name: ownTitle,
      }),
    )
    .output(revisionRow),
  /** Whole, or only the blocks named. A version is kept before and after, if anything changed. */
  restore: oc
    .route({
      method: 'POST',
      path: '/chapters/{chapterId}/revisions/{number}/restore',
      summary: 'Bring back a version, or some of its blocks',
    })
    .input(wantedBack)
    .output(revisionRow.extend({ before: z.number().int(), changed: z.boolean() })),
  /** `before` is what the restore answered. What somebody changed since stays, and is counted. */
  undoRestore: oc
    .route({
      method: 'POST',
      path: '/chapters/{chapterId}/revisions/{number}/undo-restore',
      summary: 'Take back what bringing back a version did',
    })
    .input(wantedBack.extend({ before: z.number().int().min(1) }))
    .output(revisionRow.extend({ stayedCount: z.number().int() })),
};
