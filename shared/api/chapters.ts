/** Chapters: their place, what they are beside their upstream. The text itself comes over /sync. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { edition } from './editions.ts';
import { blockId, chapterId, done, editionId, millis, paged, paging, title } from './fields.ts';

/** What one block of a city's chapter is, beside its upstream's. */
const blockLineage = z.object({
  blockId,
  content: z.enum(['inherited', 'adapted', 'omitted', 'added']),
  /** The upstream's block as canonical JSON, where it differs. */
  upstream: z.string().nullable(),
  reason: z.string(),
  sentence: z.string(),
});

export const chapter = z.object({
  id: chapterId,
  slug: z.string(),
  title: z.string(),
  omitted: z.boolean(),
  deletedAt: millis.nullable(),
  edition: edition.omit({ chapters: true }),
  previous: z.object({ id: chapterId, title: z.string() }).nullable(),
  next: z.object({ id: chapterId, title: z.string() }).nullable(),
  may: z.array(z.string()),
});

/** A chapter that somebody wrote in, as the list of what was edited last shows it. */
const recentChapter = z.object({
  id: chapterId,
  title: z.string(),
  edition: z.object({ slug: z.string(), city: z.string(), language: z.string() }),
  handbook: z.object({ slug: z.string(), title: z.string() }),
  editedAt: millis,
  /** Who wrote in its newest revision, by name; empty when nobody is known. */
  editedBy: z.array(z.string()),
});

export const chapters = {
  /** What a chapter began with is nobody's edit. */
  recent: oc
    .route({
      method: 'GET',
      path: '/recent-chapters',
      summary: 'The chapters you may read that were edited last, newest first',
    })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) }))
    .output(z.object({ chapters: z.array(recentChapter) })),
  get: oc
    .route({
      method: 'GET',
      path: '/chapters/{chapterId}',
      summary: "A chapter's place and rights; its text comes over /sync",
    })
    .input(z.object({ chapterId }))
    .output(chapter),
  add: oc
    .route({ method: 'POST', path: '/editions/{editionId}/chapters', summary: 'Add a chapter' })
    .input(z.object({ editionId, title, after: chapterId.nullable().optional() }))
    .output(chapter),
  /**
   * Rename, leave out or take in again, move behind another chapter (`after: null` puts it first). With
   * `titleBefore` only what still has that title is changed; else the answer is `conflict`.
   */
  change: oc
    .route({
      method: 'PATCH',
      path: '/chapters/{chapterId}',
      summary: 'Rename, move, leave out or take in again',
    })
    .input(
      z.object({
        chapterId,
        title: title.optional(),
        titleBefore: title.optional(),
        omitted: z.boolean().optional(),
        after: chapterId.nullable().optional(),
      }),
    )
    .output(chapter),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/chapters/{chapterId}',
      summary: 'Delete a chapter; it can be brought back for 30 days',
    })
    .input(z.object({ chapterId }))
    .output(done),
  deleted: oc
    .route({
      method: 'GET',
      path: '/editions/{editionId}/deleted-chapters',
      summary: 'Chapters deleted in the last 30 days',
    })
    .input(paging.extend({ editionId }))
    .output(
      paged(
        z.object({ id: chapterId, title: z.string(), deletedAt: millis, deletedBy: z.string() }),
      ),
    ),
  bringBack: oc
    .route({
      method: 'POST',
      path: '/chapters/{chapterId}/bring-back',
      summary: 'Bring a deleted chapter back',
    })
    .input(z.object({ chapterId }))
    .output(chapter),
  lineage: oc
    .route({
      method: 'GET',
      path: '/chapters/{chapterId}/lineage',
      summary: 'What each block is beside its upstream: as the core, adapted, omitted, added',
    })
    .input(z.object({ chapterId }))
    .output(z.object({ blocks: z.array(blockLineage) })),
  markdown: oc
    .route({
      method: 'GET',
      path: '/chapters/{chapterId}/markdown',
      summary: 'The chapter as canonical Markdown',
    })
    .input(z.object({ chapterId }))
    .output(z.object({ markdown: z.string() })),
};
