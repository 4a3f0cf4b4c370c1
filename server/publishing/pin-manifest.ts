import type { Kysely } from 'kysely';
import { inSnapshot } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import { type EditionPin, pinEdition } from '#server/editions/editions.ts';
import { parseCredits } from '#server/handbooks/handbooks.ts';
import type { EXPORT_FORMATS } from '#shared/api/exports.ts';
import type { Credit } from '#shared/api/fields.ts';
import { docOf } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import type { EditionId, Hash } from '#shared/ids.ts';
import { ENGINE, type Manifest, TEMPLATE_VERSION } from './manifest.ts';
import {
  newest,
  type PinnedChapter,
  type PinnedEdition,
  readAuthors,
  readChapters,
  readEdition,
  readFacts,
  readPictures,
} from './pin-store.ts';
import { type ReadRevision, readTexts } from './read-texts.ts';
import { picturesOf } from './text-parts.ts';

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface PinDeps {
  readonly db: Kysely<Schema>;
  readonly readRevision: ReadRevision;
}

/** A chapter without a revision would be an empty page in the book: refused, not printed. */
function pinned({ id, slug, title, number }: PinnedChapter): Manifest['chapters'][number] {
  if (number === null)
    throw new AppError('unavailable', `The chapter “${title}” has no kept version yet. Try again.`);
  return { id, slug, title, revision: Number(number) };
}

/**
 * The edition as its newest revisions have it, from one snapshot. Keep revisions first
 * (`keepRevisions`), so that they are what people see. Rejects with `not-found` when the edition is
 * not there, and with `invalid` when it has no chapter to print.
 */
export async function pinManifest(
  { db, readRevision }: PinDeps,
  editionId: EditionId,
  format: ExportFormat,
): Promise<Manifest> {
  const drawn = await inSnapshot(db, (db) => draw(db, editionId, format));
  return { ...drawn, pictures: await pinPictures(db, drawn, readRevision) };
}

/** Everything but the pictures, which the texts name. */
async function draw(
  db: Kysely<Schema>,
  editionId: EditionId,
  format: ExportFormat,
): Promise<Manifest> {
  const edition = await readEdition(db, editionId);
  if (!edition) throw new AppError('not-found', 'There is no such edition.');
  const all = await readChapters(db, editionId);
  const kept = all.filter(({ omitted_at }) => omitted_at === null);
  if (kept.length === 0)
    throw new AppError('invalid', 'This edition has no chapter to export. Add one first.');
  const credits = await pinCredits(db, kept);
  return {
    version: 1,
    format,
    template: TEMPLATE_VERSION,
    engine: ENGINE,
    ...masthead(edition),
    chapters: kept.map(pinned),
    omitted: all
      .filter(({ omitted_at }) => omitted_at !== null)
      .map(({ slug, title }) => ({ slug, title })),
    facts: await pinFacts(db, edition),
    credits,
    named: {
      edition: [...parseCredits(edition.credits)],
      core: [...parseCredits(edition.upstreamCredits ?? '')],
    },
    pictures: [],
    folder: format === 'zip' ? withAuthors(await pinEdition(db, editionId), credits) : null,
    textAt: newest(kept.map(({ at }) => at)),
  };
}

/** What the handbook and the edition are called, and where the edition is from. */
function masthead(edition: PinnedEdition): Pick<Manifest, 'handbook' | 'edition'> {
  const { id, slug, city, country, language, latitude, longitude, basedOnRelease } = edition;
  return {
    handbook: {
      id: edition.handbookId,
      slug: edition.handbookSlug,
      title: edition.handbookTitle,
      summary: edition.handbookSummary,
      licence: edition.licence,
      language: edition.handbookLanguage,
    },
    edition: {
      id,
      slug,
      title: edition.title || edition.handbookTitle,
      summary: edition.summary || edition.handbookSummary,
      city,
      country,
      language,
      latitude,
      longitude,
      basedOnRelease,
    },
  };
}

async function pinFacts(
  db: Kysely<Schema>,
  { id: editionId, handbookId }: PinnedEdition,
): Promise<Manifest['facts']> {
  const facts = await readFacts(db, { handbookId, editionId });
  return facts.map(({ value, source, review_by, ownLabel, ...asked }) => ({
    ...asked,
    label: ownLabel || asked.label,
    value: value ?? '',
    source: source ?? '',
    reviewBy: review_by ?? '',
  }));
}

/** Who wrote the edition's chapters, and the upstream's up to what was taken over of them. */
async function pinCredits(
  db: Kysely<Schema>,
  chapters: readonly PinnedChapter[],
): Promise<Manifest['credits']> {
  const own = chapters.map(({ id }) => ({ id, upTo: null }));
  const upstream = chapters.flatMap(({ upstream_id: id, base_revision: upTo }) =>
    id === null ? [] : [{ id, upTo }],
  );
  return { edition: await readAuthors(db, own), core: await readAuthors(db, upstream) };
}

/** History stays behind when a folder goes elsewhere: whom it knows as authors is named in the files. */
function withAuthors(
  { handbook, city, ...pin }: EditionPin,
  { edition, core }: Manifest['credits'],
): EditionPin {
  const authors = city === null ? edition : core;
  return {
    ...pin,
    handbook: { ...handbook, credits: withNames(handbook.credits, authors) },
    city: city && { ...city, credits: withNames(city.credits, edition) },
  };
}

function withNames(credits: readonly Credit[], authors: readonly string[]): Credit[] {
  const named = new Set(credits.filter(({ role }) => role === 'author').map(({ name }) => name));
  const more = authors.filter((name) => !named.has(name));
  return [...credits, ...more.map((name) => ({ name, role: 'author' as const }))];
}

/** `images/<hash>.<ext>`: sanitized texts name pictures in no other way. */
function pictureHash(src: string): Hash {
  return src.slice('images/'.length).split('.')[0] as Hash;
}

async function pinPictures(
  db: Kysely<Schema>,
  manifest: Manifest,
  readRevision: ReadRevision,
): Promise<Manifest['pictures']> {
  const shown = new Set<string>();
  for await (const { blocks } of readTexts(manifest, readRevision))
    for (const src of picturesOf(docOf(blocks))) shown.add(src);
  const sources = [...shown].sort();
  const hashes = sources.map((src) => pictureHash(src));
  const rows = await readPictures(db, manifest.handbook.id, hashes);
  return sources.flatMap((src, index) => {
    const row = rows.find(({ hash }) => hash === hashes[index]);
    return row ? [{ src, ...row }] : [];
  });
}
