/** One edition as a folder of files, with its upstream, for `--format zip`. */
import type { Kysely } from 'kysely';
import type { Schema } from '#server/db/schema.ts';
import type { Files } from '#server/files/files.ts';
import {
  type ChapterRow,
  findChapter,
  findEdition,
  findHandbook,
  listChapters,
  listFacts,
  type PlacedEdition,
} from '#server/handbooks/handbooks.ts';
import { NOT_FOUND } from '#server/people/people.ts';
import { type Block, hashBlock } from '#shared/content/content.ts';
import { AppError } from '#shared/errors.ts';
import type { BlockId, ChapterId, EditionId, HandbookId, Hash } from '#shared/ids.ts';
import { newestRevisions, saidOfEdition } from './edition-text-store.ts';
import { factValues } from './facts.ts';
import type {
  ChapterModel,
  CityChapterModel,
  EditionModel,
  FactModel,
  FactValueModel,
  HandbookFiles,
  HandbookModel,
  ImageModel,
  LineageModel,
} from './handbook-model.ts';
import { findRelease, imageHashes, policiesOf } from './import-store.ts';
import { writeHandbookFiles } from './write-handbook-files.ts';

export interface EditionFilesDeps {
  readonly db: Kysely<Schema>;
  readonly files: Pick<Files, 'get'>;
  /** The blocks of one revision. */
  readonly readAt: (chapterId: ChapterId, revision: number) => Promise<readonly Block[]>;
}

/** The revisions that an export pinned; a chapter that is not named stands at its newest. */
export interface Pinned {
  readonly chapters: readonly { readonly id: ChapterId; readonly revision: number }[];
}

/**
 * The files of the handbook with one edition: of the core the core alone, of a city's the upstream's
 * release that it is based on and the city. An import of them gives the same blocks with the same ids.
 */
export async function editionFiles(
  deps: EditionFilesDeps,
  editionId: EditionId,
  pinned: Pinned,
): Promise<HandbookFiles> {
  return writeHandbookFiles(await editionModel(deps, editionId, pinned));
}

/** The same as values. Rejects with `not-found`. */
export async function editionModel(
  deps: EditionFilesDeps,
  editionId: EditionId,
  pinned: Pinned,
): Promise<HandbookModel> {
  const { db } = deps;
  const edition = await findEdition(db, editionId);
  const handbook = edition && (await findHandbook(db, edition.handbook_id));
  if (edition === undefined || handbook === undefined) throw new AppError('not-found', NOT_FOUND);
  const { slug, title, summary, licence, model } = handbook;
  const texts = await revisionsOf(db, edition, pinned);
  const isCore = edition.upstream_id === null;
  const core = isCore ? texts : await upstreamTexts(db, edition);
  const chapters = await Promise.all(core.map((text) => coreChapter(deps, text)));
  const editions = isCore ? [] : [await cityModel(deps, edition, { texts, core, chapters })];
  const facts = await askedFacts(db, edition);
  const whole = { slug, title, summary, licence, model, facts, chapters, editions };
  const language = await upstreamLanguage(db, edition, handbook.language);
  return {
    ...whole,
    language,
    images: await imagesOf(deps, handbook.id, [...chapters, ...citiesOf(editions)]),
  };
}

function citiesOf(editions: readonly EditionModel[]): readonly ChapterModel[] {
  return editions.flatMap(({ chapters }) => chapters);
}

/** A chapter and which of its revisions. */
interface TextAt {
  readonly row: ChapterRow;
  readonly revision: number;
}

async function revisionsOf(
  db: Kysely<Schema>,
  edition: PlacedEdition,
  { chapters }: Pinned,
): Promise<TextAt[]> {
  const chosen = new Map(chapters.map(({ id, revision }) => [id, revision]));
  const heads = await newestRevisions(db, edition.id);
  const rows = await listChapters(db, edition.id);
  return rows.flatMap((row) => {
    const revision = chosen.get(row.id) ?? heads.get(row.id)?.number;
    return revision === undefined ? [] : [{ row, revision }];
  });
}

/** The upstream's text that the city rests on: of the release, or as it stands where there is none. */
async function upstreamTexts(db: Kysely<Schema>, edition: PlacedEdition): Promise<TextAt[]> {
  const upstream = edition.upstream_id && (await findEdition(db, edition.upstream_id));
  if (!upstream) return [];
  const number = edition.base_number;
  const released = number === null ? undefined : await findRelease(db, upstream.id, number);
  if (released === undefined) return revisionsOf(db, upstream, { chapters: [] });
  const texts: TextAt[] = [];
  for (const { chapterId, revision } of released) {
    const row = await findChapter(db, chapterId);
    if (row) texts.push({ row, revision });
  }
  return texts;
}

async function upstreamLanguage(
  db: Kysely<Schema>,
  edition: PlacedEdition,
  otherwise: string,
): Promise<string> {
  if (edition.upstream_id === null) return edition.language;
  return (await findEdition(db, edition.upstream_id))?.language ?? otherwise;
}

async function coreChapter(
  { db, readAt }: EditionFilesDeps,
  { row, revision }: TextAt,
): Promise<ChapterModel> {
  const blocks = await readAt(row.id, revision);
  return { slug: row.slug, title: row.title, blocks, policies: await policiesOf(db, row.id) };
}

/** What the handbook asks for, with the core's own values. */
async function askedFacts(db: Kysely<Schema>, edition: PlacedEdition): Promise<FactModel[]> {
  const asked = await listFacts(db, edition.handbook_id);
  const values = await filledFacts(db, { ...edition, id: edition.upstream_id ?? edition.id });
  return asked.map(({ name, type, label, help }) => {
    const inCore = values.get(name);
    return { name, type, label, help, ...(inCore && { inCore }) };
  });
}

async function filledFacts(
  db: Kysely<Schema>,
  edition: Pick<PlacedEdition, 'id' | 'handbook_id'>,
): Promise<Map<string, FactValueModel>> {
  const values = await factValues(db, edition);
  const filled = values.filter(
    (fact) => fact.value !== '' || fact.source !== '' || fact.reviewBy !== '',
  );
  return new Map(
    filled.map(({ name, value, source, reviewBy }) => [name, { value, source, reviewBy }]),
  );
}

interface CityTexts {
  readonly texts: readonly TextAt[];
  readonly core: readonly TextAt[];
  /** The core's chapters, read, in the order of `core`. */
  readonly chapters: readonly ChapterModel[];
}

async function cityModel(
  deps: EditionFilesDeps,
  edition: PlacedEdition,
  { texts, core, chapters }: CityTexts,
): Promise<EditionModel> {
  const said = await saidOfEdition(deps.db, edition.id);
  const originals = new Map(core.map(({ row }, at) => [row.id, chapters[at]]));
  const own: CityChapterModel[] = [];
  const order: string[] = [];
  const omitted = new Set<string>();
  const stoodFor = new Set<string>();
  for (const { row, revision } of texts) {
    const original = row.upstream_id === null ? undefined : originals.get(row.upstream_id);
    const blocks = await deps.readAt(row.id, revision);
    const lineage = lineageOf(said.get(row.id) ?? new Map());
    const upstream = original?.slug ?? null;
    const chapter = { slug: row.slug, title: row.title, blocks, policies: NONE, upstream, lineage };
    if (original !== undefined) stoodFor.add(original.slug);
    if (!isAsCore(chapter, original)) own.push(chapter);
    order.push(row.slug);
    if (row.omitted_at !== null) omitted.add(row.slug);
  }
  // A chapter that the city deleted is one that it leaves out: an import would bring it otherwise.
  for (const { slug } of chapters.filter((chapter) => !stoodFor.has(chapter.slug))) {
    if (order.includes(slug)) continue;
    order.push(slug);
    omitted.add(slug);
  }
  const { slug, city, country, latitude, longitude, language, base_number } = edition;
  const facts = await filledFacts(deps.db, edition);
  const head = { slug, city, country, latitude, longitude, language, basedOn: base_number };
  return { ...head, facts, omitted, order, chapters: own };
}

const NONE: ReadonlyMap<BlockId, string> = new Map();

function lineageOf(
  said: ReadonlyMap<BlockId, Omit<LineageModel, 'blockId'>>,
): readonly LineageModel[] {
  const lines = [...said].map(
    ([blockId, { reason, sentence, differsInSubstance, translates }]) => ({
      blockId,
      reason,
      sentence,
      differsInSubstance,
      translates,
    }),
  );
  return lines.sort((one, other) => (one.blockId < other.blockId ? -1 : 1));
}

function isAsCore(chapter: CityChapterModel, original: ChapterModel | undefined): boolean {
  return (
    original !== undefined &&
    chapter.slug === original.slug &&
    chapter.title === original.title &&
    chapter.lineage.length === 0 &&
    chapter.blocks.length === original.blocks.length &&
    chapter.blocks.every((block, at) => {
      const twin = original.blocks[at];
      return twin?.id === block.id && hashBlock(twin.json) === hashBlock(block.json);
    })
  );
}

const IMAGE_SOURCE = /^images\/([0-9a-f]{64})\.(png|jpg|jpeg|gif|webp)$/;

/** Every picture that the texts show and the handbook has: a text may name any other's as well. */
async function imagesOf(
  { db, files }: EditionFilesDeps,
  handbookId: HandbookId,
  chapters: readonly ChapterModel[],
): Promise<ImageModel[]> {
  const sources = new Set(
    chapters.flatMap(({ blocks }) => blocks.flatMap(({ json }) => sourcesIn(json))),
  );
  const own = new Set(await imageHashes(db, handbookId));
  const images: ImageModel[] = [];
  for (const source of [...sources].sort()) {
    const [, hash = '', extension = ''] = IMAGE_SOURCE.exec(source) ?? [];
    const bytes = own.has(hash as Hash) ? await files.get(hash as Hash) : undefined;
    if (bytes === undefined) continue;
    images.push({
      hash: hash as Hash,
      extension: extension as ImageModel['extension'],
      bytes,
      name: '',
    });
  }
  return images;
}

interface Tree {
  readonly type: string;
  readonly attrs?: object;
  readonly content?: readonly Tree[];
}

function sourcesIn(tree: Tree): string[] {
  const { attrs } = tree;
  const own =
    attrs !== undefined && 'src' in attrs && typeof attrs.src === 'string' ? [attrs.src] : [];
  return [...own, ...(tree.content ?? []).flatMap(sourcesIn)];
}
