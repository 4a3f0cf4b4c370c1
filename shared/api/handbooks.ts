/** Handbooks, and the facts that each asks its cities for. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  done,
  editionId,
  handbookId,
  language,
  line,
  millis,
  paged,
  paging,
  slug,
  slugOrId,
  text,
  title,
} from './fields.ts';

export const FACT_TYPES = ['text', 'number', 'money', 'date', 'link', 'contact'] as const;
export const factDefinition = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'up to 40 small letters, digits and _, a letter first'),
  type: z.enum(FACT_TYPES),
  label: title,
  help: text,
});

export const licence = line.max(60);
/** What the handbook is about, in a few words: “food co-op”. '' when it says nothing of it. */
export const model = line.max(200);

const editionSummary = z.object({
  id: editionId,
  slug: z.string(),
  /** As shown: its own, or the handbook's. */
  title: z.string(),
  /** '' for the core. */
  city: z.string(),
  country: z.string(),
  language,
  chapterCount: z.number().int(),
  editedAt: millis.nullable(),
});

export const handbook = z.object({
  id: handbookId,
  slug,
  title,
  summary: text,
  language,
  licence: z.string(),
  model: z.string(),
  facts: z.array(factDefinition),
  editions: z.array(editionSummary),
  /** What the asker may do here, of shared/access's actions. */
  may: z.array(z.string()),
});

export const handbooks = {
  list: oc
    .route({ method: 'GET', path: '/handbooks', summary: 'Handbooks that you may read' })
    .input(paging)
    .output(paged(handbook)),
  /** `handbook` is an id or a slug. */
  get: oc
    .route({ method: 'GET', path: '/handbooks/{handbook}', summary: 'One handbook, by id or slug' })
    .input(z.object({ handbook: slugOrId }))
    .output(handbook),
  make: oc
    .route({ method: 'POST', path: '/handbooks', summary: 'Start a handbook' })
    .input(
      z.object({
        title,
        slug,
        summary: text,
        language,
        licence: licence.default('CC-BY-SA-4.0'),
        model: model.default(''),
      }),
    )
    .output(handbook),
  change: oc
    .route({
      method: 'PATCH',
      path: '/handbooks/{handbookId}',
      summary: 'Change title, summary, licence, model or the facts asked for',
    })
    .input(
      z.object({
        handbookId,
        title: title.optional(),
        summary: text.optional(),
        licence: licence.optional(),
        model: model.optional(),
        facts: z.array(factDefinition).max(200).optional(),
        /** What `facts` was made of: what others changed since then stays. */
        factsBefore: z.array(factDefinition).max(200).optional(),
      }),
    )
    .output(handbook),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/handbooks/{handbookId}',
      summary: 'Delete a handbook; it can be brought back for 30 days',
    })
    .input(z.object({ handbookId }))
    .output(done),
  deleted: oc
    .route({
      method: 'GET',
      path: '/deleted-handbooks',
      summary: 'Handbooks deleted in the last 30 days',
    })
    .input(paging)
    .output(paged(z.object({ id: handbookId, title, deletedAt: millis }))),
  bringBack: oc
    .route({
      method: 'POST',
      path: '/handbooks/{handbookId}/bring-back',
      summary: 'Bring a deleted handbook back',
    })
    .input(z.object({ handbookId }))
    .output(handbook),
};
