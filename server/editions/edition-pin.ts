/**
 * What a folder of one edition is made from, as a value that can be stored: names, order, facts and
 * what is said of blocks as they stood at one moment, and texts by revision. Nothing else is read for
 * the folder later but those revisions and pictures, which never change.
 */
import { z } from 'zod';
import { blockId, chapterId, credit, hash } from '#shared/api/fields.ts';

const factValue = z.object({ value: z.string(), source: z.string(), reviewBy: z.string() });

const text = z.object({
  id: chapterId,
  slug: z.string(),
  title: z.string(),
  revision: z.number().int(),
});

const lineage = z.object({
  blockId,
  reason: z.string(),
  sentence: z.string(),
  differsInSubstance: z.boolean(),
  translates: hash.nullable(),
});

export const editionPin = z.object({
  handbook: z.object({
    slug: z.string(),
    title: z.string(),
    summary: z.string(),
    licence: z.string(),
    model: z.string(),
    /** Who is named in the upstream. */
    credits: z.array(credit),
    /** The upstream's. */
    language: z.string(),
  }),
  /** What the handbook asks for, in its order; `inCore` is null where the core says nothing. */
  facts: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      label: z.string(),
      help: z.string(),
      inCore: factValue.nullable(),
    }),
  ),
  /** The upstream's chapters that the edition rests on, in order; of the core its own. */
  core: z.array(text.extend({ policies: z.array(z.object({ blockId, policy: z.string() })) })),
  /** Null when the core itself was pinned. */
  city: z
    .object({
      slug: z.string(),
      /** '' for the handbook's own, as for the summary. */
      title: z.string(),
      summary: z.string(),
      credits: z.array(credit),
      city: z.string(),
      country: z.string(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
      language: z.string(),
      basedOn: z.number().int().nullable(),
      /** `label` is '' where the city uses the handbook's. */
      facts: z.array(factValue.extend({ name: z.string(), label: z.string() })),
      /** In order, those that it leaves out included. */
      chapters: z.array(
        text.extend({
          upstream: chapterId.nullable(),
          isOmitted: z.boolean(),
          lineage: z.array(lineage),
        }),
      ),
    })
    .nullable(),
});

export type EditionPin = Readonly<z.infer<typeof editionPin>>;
export type PinnedCity = NonNullable<EditionPin['city']>;

/** A chapter in one of its revisions. */
export type PinnedText = Pick<z.infer<typeof text>, 'id' | 'revision'>;

/** Every text that the folder is made from, each once: not of the chapters that are left out. */
export function textsOfPin({ core, city }: EditionPin): readonly PinnedText[] {
  const printed = (city?.chapters ?? []).filter(({ isOmitted }) => !isOmitted);
  const named = [...core, ...printed];
  return [...new Map(named.map((one) => [`${one.id} ${one.revision}`, one])).values()];
}
