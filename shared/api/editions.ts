/** Editions of a handbook: the core and the cities', their chapters' order, their facts. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  chapterId,
  dayOrNone,
  editionId,
  handbookId,
  language,
  millis,
  ownTitle,
  slug,
  slugOrId,
  text,
  title,
} from './fields.ts';
import { factDefinition } from './handbooks.ts';

/** How many blocks of a chapter stand where; all inherited in the core, all added in a city's own. */
const lineageCounts = z.object({
  inherited: z.number().int(),
  adapted: z.number().int(),
  omitted: z.number().int(),
  added: z.number().int(),
});

const chapterRow = z.object({
  id: chapterId,
  slug: z.string(),
  title: z.string(),
  /** Left out of this edition on purpose; its text is kept. */
  omitted: z.boolean(),
  /** Added by this edition: no text of its upstream stands behind it. Always so in the core. */
  isOwn: z.boolean(),
  wordCount: z.number().int(),
  editedAt: millis.nullable(),
  lineage: lineageCounts,
});

export const edition = z.object({
  id: editionId,
  handbookId,
  handbookSlug: z.string(),
  handbookTitle: z.string(),
  slug: z.string(),
  /** As shown: its own, or the handbook's. */
  title: z.string(),
  summary: z.string(),
  /** '' where it bears the handbook's. */
  ownTitle: z.string(),
  ownSummary: z.string(),
  city: z.string(),
  country: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  language,
  isCore: z.boolean(),
  /** The number of the core's release that this edition was last reconciled with. */
  basedOnRelease: z.number().int().nullable(),
  chapters: z.array(chapterRow),
  may: z.array(z.string()),
});

/** `value` '' means not filled in yet. `label` is as shown: the edition's own, or the handbook's. */
const factValue = factDefinition.extend({
  /** '' where the edition uses the handbook's label. */
  ownLabel: z.string(),
  value: z.string(),
  source: z.string(),
  reviewBy: z.string(),
  updatedAt: millis.nullable(),
});

const city = z.object({
  name: z.string(),
  country: z.string(),
  countryName: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  population: z.number().int(),
  /** A large city near it, where another city of the answer has its name and country; else ''. */
  near: z.string(),
});

export const editions = {
  /** `edition` is an id. */
  get: oc
    .route({
      method: 'GET',
      path: '/editions/{editionId}',
      summary: 'One edition with its chapters',
    })
    .input(z.object({ editionId }))
    .output(edition),
  /** By the two slugs of its address. */
  find: oc
    .route({
      method: 'GET',
      path: '/handbooks/{handbook}/editions/{edition}',
      summary: 'One edition, by slugs',
    })
    .input(z.object({ handbook: slugOrId, edition: slugOrId }))
    .output(edition),
  make: oc
    .route({
      method: 'POST',
      path: '/handbooks/{handbookId}/editions',
      summary: "Make a city's edition, seeded from the core",
    })
    .input(
      z.object({
        handbookId,
        city: title,
        country: z.string().regex(/^[A-Z]{2}$/),
        latitude: z.number().min(-90).max(90).nullable(),
        longitude: z.number().min(-180).max(180).nullable(),
        language,
        slug,
        title: ownTitle.optional(),
        summary: text.optional(),
      }),
    )
    .output(edition),
  change: oc
    .route({
      method: 'PATCH',
      path: '/editions/{editionId}',
      summary: 'Change title, summary, city, language or address',
    })
    .input(
      z.object({
        editionId,
        /** '' for the handbook's own; the core bears no other. */
        title: ownTitle.optional(),
        summary: text.optional(),
        city: title.optional(),
        language: language.optional(),
        slug: slug.optional(),
      }),
    )
    .output(edition),
  facts: oc
    .route({
      method: 'GET',
      path: '/editions/{editionId}/facts',
      summary: "The edition's facts, filled in or not",
    })
    .input(z.object({ editionId }))
    .output(z.object({ facts: z.array(factValue) })),
  fillFacts: oc
    .route({
      method: 'PUT',
      path: '/editions/{editionId}/facts',
      summary: 'Fill in facts; those not named stay, and so does what is not said of one',
    })
    .input(
      z.object({
        editionId,
        facts: z
          .array(
            z.object({
              name: factDefinition.shape.name,
              value: text.optional(),
              source: text.optional(),
              reviewBy: dayOrNone.optional(),
              /** What the fact is called here; '' for the handbook's label. */
              label: ownTitle.optional(),
            }),
          )
          .max(200),
      }),
    )
    .output(z.object({ facts: z.array(factValue) })),
  cities: oc
    .route({
      method: 'GET',
      path: '/cities',
      summary: 'Find a city of the world by the start of its name; no outside service is asked',
    })
    .input(z.object({ q: z.string().min(1).max(80) }))
    .output(z.object({ cities: z.array(city) })),
};
