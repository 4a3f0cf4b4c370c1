import { type BlockJson, type DocJson, sameness } from '#shared/content/content.ts';
import type { Problem } from '#shared/errors.ts';
import type { BlockId } from '#shared/ids.ts';
import { type FrontMatter, parseChapter, parseFrontMatter } from '#shared/markdown/markdown.ts';
import { applyBlockLines, idsInside, withGivenIds } from './block-lines.ts';
import type {
  ChapterModel,
  CityChapterModel,
  HandbookFiles,
  LineageModel,
} from './handbook-model.ts';
import { blocksFile, chapterFront, checkParsed, checkYaml } from './handbook-yaml.ts';
import { pairBlocks } from './pair-blocks.ts';
import { textOf } from './text-of.ts';

/** What reading any file of a handbook needs and tells. */
export interface FileReading {
  readonly files: HandbookFiles;
  readonly newBlockId: () => BlockId;
  readonly imageSource: (src: string) => string | undefined;
  /** A fault: nothing is imported. */
  readonly refuse: (...problems: readonly Problem[]) => void;
  /** Something that a person should look at; the import goes on. */
  readonly note: (...problems: readonly Problem[]) => void;
}

/** `NN-slug.md` in a folder, in the order of its numbers. */
export interface ChapterFile {
  readonly path: string;
  readonly slug: string;
  readonly number: number;
}

interface ReadText {
  readonly doc: DocJson;
  readonly front: FrontMatter;
}

function readText(path: string, reading: FileReading): ReadText | undefined {
  const text = textOf(reading.files, path, reading.refuse);
  if (text === undefined) return undefined;
  const front = parseFrontMatter(text, path);
  reading.refuse(...front.problems);
  const { doc, problems } = parseChapter(front.body, {
    file: path,
    linesBefore: front.linesBefore,
    imageSource: reading.imageSource,
  });
  reading.note(...problems);
  return { doc, front };
}

function checkedFront({ front }: ReadText, path: string, reading: FileReading) {
  if (front.problems.length > 0) return undefined;
  const parsed = { value: front.fields, lineOf: front.lineOf, problems: [] };
  const { value, problems } = checkParsed(chapterFront, parsed, path);
  reading.refuse(...problems);
  return value;
}

/** A chapter of the core; undefined when something in it was refused. */
export function readCoreChapter(file: ChapterFile, reading: FileReading): ChapterModel | undefined {
  const read = readText(file.path, reading);
  const front = read && checkedFront(read, file.path, reading);
  if (read === undefined || front === undefined) return undefined;
  const lined = readLines(file, read.doc, reading);
  const blocks = lined?.blocks ?? withGivenIds(read.doc, [], reading.newBlockId);
  return { slug: file.slug, title: front.title, blocks, policies: lined?.policies ?? new Map() };
}

export interface CityContext {
  /** The core's chapters by slug. */
  readonly core: ReadonlyMap<string, ChapterModel>;
  /** Of all the core's chapters, also of those with a fault. */
  readonly slugs: readonly string[];
  readonly language: 'same' | 'another';
}

/** A city's chapter, its blocks paired with the core's; undefined when something was refused. */
export function readCityChapter(
  file: ChapterFile,
  { core, slugs, language }: CityContext,
  reading: FileReading,
): CityChapterModel | undefined {
  const read = readText(file.path, reading);
  const front = read && checkedFront(read, file.path, reading);
  if (read === undefined || front === undefined) return undefined;
  const named = front.core === false ? undefined : (front.core ?? file.slug);
  const stoodFor = slugs.find((slug) => slug === named);
  if (front.core && stoodFor === undefined) {
    reading.refuse({ at: file.path, line: 2, reason: `The core has no chapter “${front.core}”.` });
  }
  const upstream = stoodFor === undefined ? undefined : core.get(stoodFor);
  const base = { slug: file.slug, title: front.title, upstream: stoodFor ?? null };
  const lined = readLines(file, read.doc, reading);
  if (lined !== undefined) return { ...base, ...lined };
  if (upstream === undefined) {
    const blocks = withGivenIds(read.doc, [], reading.newBlockId);
    return { ...base, blocks, policies: new Map(), lineage: [] };
  }
  const ids = pairBlocks({ core: upstream.blocks, city: read.doc.content, language });
  tellUnpaired(ids, file.path, reading);
  const given = idsLikeCore(upstream, read.doc.content, ids);
  const blocks = withGivenIds(read.doc, given, reading.newBlockId);
  const lineage = language === 'another' ? translations(upstream, ids) : [];
  return { ...base, blocks, policies: new Map(), lineage };
}

function readLines(file: ChapterFile, doc: DocJson, reading: FileReading) {
  const path = file.path.replace(/\.md$/, '.blocks.yaml');
  if (!reading.files.has(path)) return undefined;
  const text = textOf(reading.files, path, reading.refuse) ?? '';
  const { value, problems } = checkYaml(blocksFile, text, path);
  reading.refuse(...problems);
  if (value === undefined) return undefined;
  const lined = applyBlockLines(doc, value, { file: path, newBlockId: reading.newBlockId });
  reading.refuse(...lined.problems);
  const { blocks, policies, lineage } = lined;
  return { blocks, policies, lineage };
}

/** Notes which blocks have no id: one stands in `ids` for each block, undefined where it is unsure. */
function tellUnpaired(
  ids: readonly (BlockId | undefined)[],
  path: string,
  reading: FileReading,
): void {
  const unsure = ids.flatMap((id, at) => (id === undefined ? [at + 1] : []));
  if (unsure.length === 0) return;
  const reason = `Not paired with the core's text: block ${unsure.join(', ')} of ${ids.length}.`;
  reading.note({ at: path, reason });
}

/** The paired blocks' ids; of lists and tables with as many entries or rows also those inside. */
function idsLikeCore(
  upstream: ChapterModel,
  blocks: readonly BlockJson[],
  ids: readonly (BlockId | undefined)[],
): (BlockId | null)[] {
  const inCore = new Map(upstream.blocks.map(({ id, json }) => [id, idsInside(json)]));
  return blocks.flatMap((json, at) => {
    const id = ids[at];
    const own = idsInside(json);
    const theirs = id === undefined ? undefined : inCore.get(id);
    return [id ?? null, ...(theirs?.length === own.length ? theirs : own)];
  });
}

/** A paired block in another language translates the core's text as it is now. */
function translations(
  upstream: ChapterModel,
  ids: readonly (BlockId | undefined)[],
): LineageModel[] {
  return upstream.blocks.flatMap(({ id, json }) => {
    if (!ids.includes(id)) return [];
    const translates = sameness(json);
    return { blockId: id, reason: '', sentence: '', differsInSubstance: false, translates };
  });
}
