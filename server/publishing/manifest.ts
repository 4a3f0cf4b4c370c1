/**
 * What makes an export reproducible: everything that a file is made from, as one value. It names
 * texts by revision and pictures by hash, and holds no time but that of the newest revision in it:
 * the same manifest on the same version of the product gives the same bytes.
 */
import { z } from 'zod';
import { editionPin, type PinnedText, textsOfPin } from '#server/editions/editions.ts';
import { EXPORT_FORMATS } from '#shared/api/exports.ts';
import { chapterId, credit, editionId, handbookId, hash } from '#shared/api/fields.ts';

/** Raised whenever what we print from an equal manifest would differ. */
export const TEMPLATE_VERSION = 4;
/** The typesetter's version, as package.json pins it. */
export const ENGINE = 'typst-ts-node-compiler 0.7.0';

const manifestSchema = z.object({
  version: z.literal(1),
  format: z.enum(EXPORT_FORMATS),
  template: z.number().int(),
  engine: z.string(),
  handbook: z.object({
    id: handbookId,
    slug: z.string(),
    title: z.string(),
    summary: z.string(),
    licence: z.string(),
    language: z.string(),
  }),
  edition: z.object({
    id: editionId,
    slug: z.string(),
    /** What stands on the cover: its own title, or the handbook's; so for the summary. */
    title: z.string(),
    summary: z.string(),
    /** '' for the core, as is `country`. */
    city: z.string(),
    country: z.string(),
    language: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    /** The number of the upstream release it was last reconciled with. */
    basedOnRelease: z.number().int().nullable(),
  }),
  /** In the order of reading. */
  chapters: z.array(
    z.object({
      id: chapterId,
      slug: z.string(),
      title: z.string(),
      revision: z.number().int(),
    }),
  ),
  /** Titles of the chapters that the edition leaves out on purpose. */
  omitted: z.array(z.object({ slug: z.string(), title: z.string() })),
  facts: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      label: z.string(),
      help: z.string(),
      /** '' when not filled in. */
      value: z.string(),
      source: z.string(),
      reviewBy: z.string(),
    }),
  ),
  /** Names as they were, each once, in alphabetical order. */
  credits: z.object({ edition: z.array(z.string()), core: z.array(z.string()) }),
  /** Who else is to be named, as the edition and its upstream say. */
  named: z.object({ edition: z.array(credit), core: z.array(credit) }),
  /** Every picture that the texts show and the handbook has. */
  pictures: z.array(
    z.object({
      /** `images/<sha256>.<ext>`, as the texts name it. */
      src: z.string(),
      hash,
      width: z.number().int(),
      height: z.number().int(),
      name: z.string(),
    }),
  ),
  /** What a zip holds beyond the text in print; null in every other format. */
  folder: editionPin.nullable(),
  /** When the newest revision in it was made: the date that stands on the cover. */
  textAt: z.number().int(),
});

export type Manifest = Readonly<z.infer<typeof manifestSchema>>;
export type ManifestFact = Manifest['facts'][number];

/** The manifest as text, keys in the order above: what the export's row keeps. */
export function printManifest(manifest: Manifest): string {
  return JSON.stringify(manifestSchema.parse(manifest));
}

/** Throws a ZodError when the text is no manifest of this version. */
export function parseManifest(text: string): Manifest {
  return manifestSchema.parse(JSON.parse(text));
}

/** Whether it is of the common text rather than of a city's. */
export function isCore(manifest: Manifest): boolean {
  return manifest.edition.city === '';
}

/** Every text that the file is made from, each once. */
export function textsOfManifest({ chapters, folder }: Manifest): readonly PinnedText[] {
  return folder === null ? chapters : textsOfPin(folder);
}
