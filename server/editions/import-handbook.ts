/** Handbooks from files into the database: everything is checked first, then written at once. */
import type { Kysely } from 'kysely';
import { inTransaction } from '#server/db/db.ts';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import {
  type ArrangeDeps,
  addChapter,
  cleanImage,
  findCore,
  findHandbook,
  IMAGE_TYPES,
  insertEdition,
  insertWithCore,
  lockEdition,
  type PlacedEdition,
  printCredits,
  replaceFacts,
} from '#server/handbooks/handbooks.ts';
import { type Actor, personIdOf } from '#server/people/people.ts';
import { slug } from '#shared/api/fields.ts';
import { AppError, type Problem } from '#shared/errors.ts';
import { type ChapterId, type EditionId, type HandbookId, newId } from '#shared/ids.ts';
import { insertRelease, type Release } from './edition-text-store.ts';
import type {
  ChapterModel,
  EditionModel,
  HandbookFiles,
  HandbookModel,
  ImageModel,
} from './handbook-model.ts';
import { isForeignPicture } from './image-files.ts';
import {
  insertFactValues,
  insertImages,
  insertLineage,
  insertPolicies,
  type StoredImage,
} from './import-store.ts';
import { RESERVED_SLUGS } from './make-edition.ts';
import { readApart } from './read-apart.ts';

export interface ImportDeps extends ArrangeDeps {
  readonly files: Files;
}

/** What is to be imported, and by whom. */
export interface ImportRequest {
  readonly files: HandbookFiles;
  /** The folder's or file's own name. */
  readonly name: string;
  /** The address of the handbook; that which the files say when undefined. */
  readonly handbook?: string | undefined;
}

/** What has come in. */
export interface Imported {
  readonly handbookId: HandbookId;
  readonly slug: string;
  readonly chapterCount: number;
  readonly editionSlugs: readonly string[];
  /** What a person should look at. */
  readonly notes: readonly Problem[];
}

/**
 * Puts a handbook's files into the database: the handbook with its core as a release of each number that
 * its editions name (1 where none does), its editions based on theirs, its pictures. Plain Markdown
 * files become a handbook of their own, or, where `handbook` names one that is there, chapters at the
 * end of its core.
 *
 * @throws AppError `invalid` with every fault by file and line, and nothing is imported; `conflict`
 * when the handbook's address is taken.
 */
export async function importHandbook(
  deps: ImportDeps,
  request: ImportRequest,
  actor: Actor,
): Promise<Imported> {
  refuseAddress(request.handbook);
  const { model, isPlain, notes } = await readChecked(deps, request);
  const existing = request.handbook && (await findHandbook(deps.db, request.handbook));
  const images = await storedImages(deps, model.images);
  const address = request.handbook ?? model.slug;
  const imported = await inTransaction(deps.db, (db) =>
    isPlain && existing
      ? addToCore(db, deps, { handbookId: existing.id, model, images, actor })
      : insertHandbook(db, deps, { model: { ...model, slug: address }, images, actor }),
  );
  return { ...imported, notes };
}

function refuseAddress(handbook: string | undefined): void {
  if (handbook === undefined || slug.safeParse(handbook).success) return;
  throw new AppError(
    'invalid',
    `“${handbook}” cannot be an address: use small letters and hyphens.`,
    {
      problems: [{ at: 'handbook', reason: 'small letters, digits and single hyphens' }],
    },
  );
}

async function readChecked({ random }: ImportDeps, { files, name }: ImportRequest) {
  const problems: Problem[] = [];
  const clean = await withCleanPictures(files, problems);
  const read = await readApart(clean, { name, random });
  problems.push(...read.problems);
  for (const { slug } of read.model?.editions ?? []) {
    const reason = 'This address is not free for a city.';
    if (RESERVED_SLUGS.has(slug)) problems.push({ at: `editions/${slug}`, reason });
  }
  if (read.model === undefined || problems.length > 0) throw refusal(problems);
  return { model: read.model, isPlain: read.isPlain, notes: read.notes };
}

function refusal(problems: readonly Problem[]): AppError {
  const [first] = problems;
  const where = first && (first.line === undefined ? first.at : `${first.at}, line ${first.line}`);
  const rest = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
  const sentence = `Nothing was imported. ${where}: ${first?.reason ?? 'unreadable'}${rest}`;
  return new AppError('invalid', sentence, { problems });
}

/** Pictures that do not bear our own name are made harmless first, so that their hash is final. */
async function withCleanPictures(
  files: HandbookFiles,
  problems: Problem[],
): Promise<HandbookFiles> {
  const clean = new Map(files);
  for (const [path, bytes] of files) {
    if (!isForeignPicture(path, bytes)) continue;
    try {
      clean.set(path, (await cleanImage(bytes)).bytes);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push({ at: path, reason: error.message });
    }
  }
  return clean;
}

/** Bytes first: a file that no row names does no harm, a row without its file would. */
async function storedImages(
  { files }: ImportDeps,
  images: readonly ImageModel[],
): Promise<StoredImage[]> {
  const stored: StoredImage[] = [];
  for (const { bytes, name, extension } of images) {
    const { width, height } = await cleanImage(bytes).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      throw refusal([{ at: name || `images/….${extension}`, reason: error.message }]);
    });
    const type = IMAGE_TYPES[extension === 'jpeg' ? 'jpg' : extension];
    stored.push({ hash: await files.put(bytes), type, width, height, name: name.slice(0, 200) });
  }
  return stored;
}

interface Insertion {
  readonly model: HandbookModel;
  readonly images: readonly StoredImage[];
  readonly actor: Actor;
}

async function insertHandbook(
  db: Kysely<Schema>,
  deps: ImportDeps,
  { model, images, actor }: Insertion,
): Promise<Omit<Imported, 'notes'>> {
  const handbook = await insertWithCore(db, deps, model);
  const core = await coreOf(db, handbook.id);
  const at = deps.clock.now();
  await replaceFacts(db, handbook.id, model.facts);
  const inCore = model.facts.flatMap(({ name, inCore }) =>
    inCore ? [[name, inCore] as const] : [],
  );
  await insertFactValues(db, core.id, { facts: new Map(inCore), at });
  await insertImages(db, handbook.id, { images, at });
  const ids = new Map<string, ChapterId>();
  for (const chapter of model.chapters) {
    ids.set(chapter.slug, await insertCoreChapter(db, deps, { core, chapter, actor }));
  }
  const releases = releasesOf(deps, { model, chapters: [...ids.values()] });
  for (const release of releases)
    await insertRelease(db, core.id, { ...release, at, by: personIdOf(actor) });
  for (const edition of model.editions) {
    await insertCity(db, deps, { core, edition, model, ids, releases, actor });
  }
  return {
    handbookId: handbook.id,
    slug: handbook.slug,
    chapterCount: model.chapters.length,
    editionSlugs: model.editions.map(({ slug }) => slug),
  };
}

async function addToCore(
  db: Kysely<Schema>,
  deps: ImportDeps,
  { handbookId, model, images, actor }: Insertion & { readonly handbookId: HandbookId },
): Promise<Omit<Imported, 'notes'>> {
  const core = await coreOf(db, handbookId);
  await lockEdition(db, core.id);
  await insertImages(db, handbookId, { images, at: deps.clock.now() });
  for (const chapter of model.chapters) {
    await insertCoreChapter(db, deps, { core, chapter, actor });
  }
  const { length } = model.chapters;
  return { handbookId, slug: core.handbook_slug, chapterCount: length, editionSlugs: [] };
}

async function coreOf(db: Kysely<Schema>, handbookId: HandbookId): Promise<PlacedEdition> {
  const core = await findCore(db, handbookId);
  if (core === undefined) throw new AppError('not-found', 'This handbook is not there any more.');
  return core;
}

async function insertCoreChapter(
  db: Kysely<Schema>,
  deps: ImportDeps,
  chapter: { readonly core: PlacedEdition; readonly chapter: ChapterModel; readonly actor: Actor },
): Promise<ChapterId> {
  const { slug, title, blocks, policies } = chapter.chapter;
  const row = await addChapter(db, deps, {
    editionId: chapter.core.id,
    slug,
    title,
    ...(blocks.length > 0 && { blocks }),
    author: chapter.actor,
  });
  await insertPolicies(db, row.id, policies);
  return row.id;
}

/** Every chapter was just seeded, which is its first revision. */
const FIRST = 1;

/**
 * The core as it comes, under each number by which a city knows it; the highest first. Files hold one
 * text of the core: what another release said is not in them.
 */
function releasesOf(
  { random }: ImportDeps,
  { model, chapters }: { readonly model: HandbookModel; readonly chapters: readonly ChapterId[] },
): readonly Release[] {
  const named = new Set(model.editions.flatMap(({ basedOn }) => basedOn ?? []));
  const numbers = named.size > 0 ? [...named].sort((one, other) => other - one) : [1];
  return numbers.map((number) => ({
    id: newId<'release'>(random),
    number,
    chapters: chapters.map((chapterId) => ({ chapterId, revision: FIRST })),
  }));
}

interface CityInsertion {
  readonly core: PlacedEdition;
  readonly edition: EditionModel;
  readonly model: HandbookModel;
  /** The core's chapters by slug. */
  readonly ids: ReadonlyMap<string, ChapterId>;
  /** The highest first. */
  readonly releases: readonly Release[];
  readonly actor: Actor;
}

async function insertCity(
  db: Kysely<Schema>,
  deps: ImportDeps,
  city: CityInsertion,
): Promise<void> {
  const { core, edition, releases } = city;
  const base = releases.find(({ number }) => number === edition.basedOn) ?? releases[0];
  const at = deps.clock.now();
  const id = newId<'edition'>(deps.random);
  await insertEdition(db, {
    id,
    handbook_id: core.handbook_id,
    slug: edition.slug,
    city: edition.city,
    country: edition.country,
    latitude: edition.latitude,
    longitude: edition.longitude,
    language: edition.language,
    title: edition.title,
    summary: edition.summary,
    credits: printCredits(edition.credits),
    upstream_id: core.id,
    base_release_id: base?.id ?? null,
    created_at: at,
    deleted_at: null,
  });
  await insertFactValues(db, id, { facts: edition.facts, at });
  for (const slug of edition.order) await insertCityChapter(db, deps, { ...city, id, slug });
}

async function insertCityChapter(
  db: Kysely<Schema>,
  deps: ImportDeps,
  { edition, model, ids, actor, id, slug }: CityInsertion & { id: EditionId; slug: string },
): Promise<void> {
  const own = edition.chapters.find((chapter) => chapter.slug === slug);
  const upstream = own ? own.upstream : slug;
  const chapter = own ?? model.chapters.find((one) => one.slug === slug);
  if (chapter === undefined) throw new Error(`Nothing was read for the chapter ${slug}.`);
  const upstreamId = upstream === null ? undefined : ids.get(upstream);
  const row = await addChapter(db, deps, {
    editionId: id,
    slug,
    title: chapter.title,
    ...(chapter.blocks.length > 0 && { blocks: chapter.blocks }),
    ...(upstreamId !== undefined && { upstreamId, baseRevision: FIRST }),
    ...(edition.omitted.has(slug) && { omittedAt: deps.clock.now() }),
    author: actor,
  });
  if (own !== undefined) await insertLineage(db, row.id, own.lineage);
}
