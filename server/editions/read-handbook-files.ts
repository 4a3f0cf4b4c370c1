import type { Problem } from '#shared/errors.ts';
import { newBlockId, type RandomBytes } from '#shared/ids.ts';
import { parseYaml } from '#shared/markdown/markdown.ts';
import { slugOf } from '#shared/slug.ts';
import type {
  ChapterModel,
  CityChapterModel,
  EditionModel,
  HandbookFiles,
  HandbookModel,
} from './handbook-model.ts';
import { checkYaml, editionFile, handbookFile } from './handbook-yaml.ts';
import { readImages } from './image-files.ts';
import { readPlainFiles } from './plain-files.ts';
import {
  type ChapterFile,
  type FileReading,
  readCityChapter,
  readCoreChapter,
} from './read-chapter-file.ts';
import { textOf } from './text-of.ts';

export interface ReadHandbook {
  /** Undefined when there are problems: nothing is imported then. */
  readonly model: HandbookModel | undefined;
  /** Whether they are plain Markdown files, without a handbook.yaml. */
  readonly isPlain: boolean;
  readonly problems: readonly Problem[];
  /** What a person should look at, and what the import did about it. */
  readonly notes: readonly Problem[];
}

export interface ReadOptions {
  /** The folder's or file's own name: the handbook's address when no file says it. */
  readonly name: string;
  readonly random: RandomBytes;
}

/**
 * A handbook from its files: a folder as `writeHandbookFiles` writes it, or plain Markdown files, each
 * a chapter. Everything is checked before anything is returned.
 */
export function readHandbookFiles(files: HandbookFiles, options: ReadOptions): ReadHandbook {
  const problems: Problem[] = [];
  const notes: Problem[] = [];
  const inFolder = withoutWrapping(files);
  const { images, imageSource, strays } = readImages(inFolder);
  const reading: FileReading = {
    files: inFolder,
    newBlockId: () => newBlockId(options.random),
    imageSource,
    refuse: (...faults) => problems.push(...faults),
    note: (...remarks) => notes.push(...remarks),
  };
  reading.note(...strays);
  const isPlain = !inFolder.has('handbook.yaml');
  const text = isPlain
    ? readPlainFiles(reading, options.name)
    : readHandbook(reading, options.name);
  const isWhole = text !== undefined && problems.length === 0;
  return { model: isWhole ? { ...text, images } : undefined, isPlain, problems, notes };
}

/** Archives often hold everything in one folder of the handbook's name. */
function withoutWrapping(files: HandbookFiles): HandbookFiles {
  const paths = [...files.keys()];
  const folder = paths[0]?.split('/')[0];
  const prefix = `${folder}/`;
  const isWrapped = paths.length > 0 && paths.every((path) => path.startsWith(prefix));
  const isOurs = folder === 'core' || folder === 'editions' || folder === 'images';
  if (!isWrapped || isOurs) return files;
  return new Map([...files].map(([path, bytes]) => [path.slice(prefix.length), bytes]));
}

type HandbookText = Omit<HandbookModel, 'images'>;

function readHandbook(reading: FileReading, name: string): HandbookText | undefined {
  const file = 'handbook.yaml';
  const text = textOf(reading.files, file, reading.refuse);
  if (text === undefined) return undefined;
  const { value, problems } = checkYaml(handbookFile, text, file);
  reading.refuse(...problems);
  if (value === undefined) return undefined;
  const found = chapterFiles('core', reading);
  const chapters = readCore(found, value.chapters, reading);
  const slugs = found.map((chapter) => chapter.slug);
  const core = new Map(chapters.map((chapter) => [chapter.slug, chapter]));
  const asked = new Set(value.facts.map((fact) => fact.name));
  const context = { core, slugs, language: value.language, chapters, facts: asked };
  const editions = editionFolders(reading.files).flatMap((slug) => {
    const edition = readEdition(slug, context, reading);
    return edition === undefined ? [] : [edition];
  });
  const facts = value.facts.map(({ inCore, ...fact }) => ({ ...fact, ...(inCore && { inCore }) }));
  for (const { name: twice } of doubles(facts)) {
    reading.refuse({ at: file, reason: `The fact “${twice}” is asked for twice.` });
  }
  const { title, summary, language, licence, model, credits } = value;
  const slug = value.slug ?? (slugOf(name) || slugOf(value.title) || 'handbook');
  const head = { slug, title, summary, language, licence, model, credits };
  return { ...head, facts, chapters, editions };
}

function doubles<Named extends { readonly name: string }>(named: readonly Named[]): Named[] {
  return named.filter(({ name }, at) => named.findIndex((other) => other.name === name) !== at);
}

const CHAPTER_FILE = /^(?:(\d{1,6})-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/;

/** The chapters' files in one folder; another file there is refused, lest it be lost unseen. */
function chapterFiles(folder: string, reading: FileReading): ChapterFile[] {
  const found: ChapterFile[] = [];
  for (const path of reading.files.keys()) {
    if (!path.startsWith(`${folder}/`)) continue;
    const file = path.slice(folder.length + 1);
    const match = CHAPTER_FILE.exec(file);
    const [, number = '', slug = ''] = match ?? [];
    if (match !== null && slug.length <= 60) {
      found.push({ path, slug, number: number === '' ? Number.MAX_SAFE_INTEGER : Number(number) });
    } else if (!isKnownBeside(path, folder, reading)) {
      reading.refuse({ at: path, reason: 'No chapter has such a name: it must be NN-slug.md.' });
    }
  }
  found.sort((one, other) => one.number - other.number || (one.slug < other.slug ? -1 : 1));
  return found.filter((file, at) => {
    const first = found.findIndex(({ slug }) => slug === file.slug) === at;
    if (!first) reading.refuse({ at: file.path, reason: `“${file.slug}” is there twice.` });
    return first;
  });
}

function isKnownBeside(path: string, folder: string, { files }: FileReading): boolean {
  if (path === `${folder}/edition.yaml` && folder !== 'core') return true;
  return path.endsWith('.blocks.yaml') && files.has(path.replace(/\.blocks\.yaml$/, '.md'));
}

/** The chapters without a fault, in the order that is wanted. */
function readCore(
  found: readonly ChapterFile[],
  wanted: readonly string[] | undefined,
  reading: FileReading,
): ChapterModel[] {
  const chapters = found.flatMap((file) => readCoreChapter(file, reading) ?? []);
  const present = new Set(found.map(({ slug }) => slug));
  const order = wanted ?? [...present];
  checkOrder({ order, present, file: 'handbook.yaml' }, reading);
  const at = new Map(order.map((slug, index) => [slug, index]));
  return chapters.sort((one, other) => (at.get(one.slug) ?? 0) - (at.get(other.slug) ?? 0));
}

/** The order that a file gives, and the chapters that are there. */
interface GivenOrder {
  readonly file: string;
  readonly order: readonly string[];
  readonly present: ReadonlySet<string>;
}

function checkOrder({ file, order, present }: GivenOrder, { refuse }: FileReading): void {
  const listed = new Set(order);
  if (listed.size !== order.length) refuse({ at: file, reason: 'chapters: one is there twice.' });
  for (const slug of order) {
    if (!present.has(slug)) refuse({ at: file, reason: `chapters: “${slug}” has no file.` });
  }
  for (const slug of present) {
    if (!listed.has(slug)) refuse({ at: file, reason: `chapters: “${slug}” is missing.` });
  }
}

function editionFolders(files: HandbookFiles): string[] {
  const slugs = [...files.keys()].flatMap((path) => /^editions\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(slugs)].sort();
}

interface HandbookContext {
  readonly core: ReadonlyMap<string, ChapterModel>;
  /** Of all the core's chapters, also of those with a fault. */
  readonly slugs: readonly string[];
  readonly chapters: readonly ChapterModel[];
  readonly language: string;
  /** Names of the facts that it asks for. */
  readonly facts: ReadonlySet<string>;
}

function lineOf(text: string, file: string, path: readonly string[]): number {
  return parseYaml(text, { file, linesBefore: 0 }).lineOf(path);
}

function readEdition(
  slug: string,
  context: HandbookContext,
  reading: FileReading,
): EditionModel | undefined {
  const folder = `editions/${slug}`;
  const file = `${folder}/edition.yaml`;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) || slug.length > 60 || slug === 'core') {
    reading.refuse({
      at: folder,
      reason: 'An edition’s folder has small letters, digits, hyphens.',
    });
    return undefined;
  }
  const text = textOf(reading.files, file, reading.refuse);
  if (text === undefined) {
    if (!reading.files.has(file)) reading.refuse({ at: file, reason: 'This file is missing.' });
    return undefined;
  }
  const { value, problems } = checkYaml(editionFile, text, file);
  reading.refuse(...problems);
  if (value === undefined) return undefined;
  const language = value.language === context.language ? 'same' : 'another';
  const files = chapterFiles(folder, reading);
  const upstream = { core: context.core, slugs: context.slugs, language } as const;
  const chapters = files.flatMap((one) => readCityChapter(one, upstream, reading) ?? []);
  const order = value.chapters ?? orderOf(context.chapters, chapters, files);
  const omitted = new Set(value.omitted);
  // A chapter with a fault may stand for any of the core's: what is missing then, nobody knows.
  if (chapters.length === files.length) {
    const known = slugsOf(context.slugs, chapters);
    checkOrder({ order: value.chapters ?? [...known], present: known, file }, reading);
    for (const one of omitted) {
      if (!known.has(one)) reading.refuse({ at: file, reason: `omitted: no chapter is “${one}”.` });
    }
  }
  const facts = new Map(Object.entries(value.facts));
  for (const name of facts.keys()) {
    if (context.facts.has(name)) continue;
    const line = lineOf(text, file, ['facts', name]);
    reading.refuse({ at: file, line, reason: `facts: the handbook does not ask for “${name}”.` });
  }
  const { title, summary, credits, city, country, latitude, longitude, basedOn } = value;
  const place = { slug, city, country, latitude, longitude, language: value.language, basedOn };
  return { ...place, title, summary, credits, facts, omitted, order, chapters };
}

/** The core's chapters that no chapter of the city stands for, and the city's. */
function slugsOf(core: readonly string[], city: readonly CityChapterModel[]): Set<string> {
  const stoodFor = new Set(city.map(({ upstream }) => upstream));
  const kept = core.filter((slug) => !stoodFor.has(slug));
  return new Set([...kept, ...city.map(({ slug }) => slug)]);
}

/** The core's order; the city's own chapters stand where their numbers put them. */
function orderOf(
  core: readonly ChapterModel[],
  city: readonly CityChapterModel[],
  files: readonly ChapterFile[],
): string[] {
  const numbers = new Map(files.map(({ slug, number }) => [slug, number]));
  const standing = new Map(city.map((chapter) => [chapter.upstream, chapter.slug]));
  const places = core.map(({ slug }, at) => ({ slug: standing.get(slug) ?? slug, place: at + 1 }));
  const own = city.filter(({ upstream }) => upstream === null);
  const added = own.map(({ slug }) => ({ slug, place: (numbers.get(slug) ?? 0) + 0.5 }));
  return [...places, ...added]
    .sort((one, other) => one.place - other.place)
    .map(({ slug }) => slug);
}
