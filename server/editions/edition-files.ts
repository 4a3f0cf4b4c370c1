/** One edition as a folder of files, with its upstream, for `--format zip`. Pure. */
import { type Block, hashBlock } from '#shared/content/content.ts';
import type { BlockId, Hash } from '#shared/ids.ts';
import type { EditionPin, PinnedCity, PinnedText } from './edition-pin.ts';
import type {
  ChapterModel,
  CityChapterModel,
  EditionModel,
  HandbookFiles,
  HandbookModel,
  ImageModel,
} from './handbook-model.ts';
import { writeHandbookFiles } from './write-handbook-files.ts';

/** What a pin names. */
export interface PinnedContents {
  readonly blocksOf: (text: PinnedText) => readonly Block[];
  /** By the name that the texts have for them, `images/<sha256>.<ext>`. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/**
 * The files of the handbook with one edition: of the core the core alone, of a city's the upstream's
 * release that it is based on and the city. An import of them gives the same blocks with the same ids.
 * The same pin always gives the same files.
 */
export function editionFiles(pin: EditionPin, contents: PinnedContents): HandbookFiles {
  return writeHandbookFiles(editionModel(pin, contents));
}

function editionModel(pin: EditionPin, contents: PinnedContents): HandbookModel {
  const chapters = pin.core.map((text): ChapterModel => {
    const policies = new Map(text.policies.map(({ blockId, policy }) => [blockId, policy]));
    return { slug: text.slug, title: text.title, blocks: contents.blocksOf(text), policies };
  });
  return {
    ...pin.handbook,
    facts: pin.facts.map(({ inCore, ...asked }) => ({ ...asked, ...(inCore && { inCore }) })),
    chapters,
    editions: pin.city === null ? [] : [cityModel(pin.city, contents, { pin, chapters })],
    images: [...contents.pictures].flatMap(imageModel),
  };
}

interface CoreTexts {
  readonly pin: EditionPin;
  /** The core's chapters, read, in the order of `pin.core`. */
  readonly chapters: readonly ChapterModel[];
}

function cityModel(
  { chapters: texts, facts, ...head }: PinnedCity,
  contents: PinnedContents,
  { pin, chapters }: CoreTexts,
): EditionModel {
  const originals = new Map(pin.core.map(({ id }, at) => [id, chapters[at]]));
  const own: CityChapterModel[] = [];
  const order: string[] = [];
  const omitted = new Set<string>();
  const stoodFor = new Set<string>();
  for (const text of texts) {
    const { slug, title, lineage } = text;
    const original = text.upstream === null ? undefined : originals.get(text.upstream);
    const upstream = original?.slug ?? null;
    if (upstream !== null) stoodFor.add(upstream);
    if (text.isOmitted) {
      // What a city does not publish is in no file; an import leaves the core's chapter out again.
      if (upstream === null) continue;
      order.push(upstream);
      omitted.add(upstream);
      continue;
    }
    const blocks = contents.blocksOf(text);
    const chapter = { slug, title, blocks, policies: NONE, upstream, lineage };
    if (!isAsCore(chapter, original)) own.push(chapter);
    order.push(slug);
  }
  // A chapter that the city deleted is one that it leaves out: an import would bring it otherwise.
  for (const { slug } of chapters.filter((chapter) => !stoodFor.has(chapter.slug))) {
    if (order.includes(slug)) continue;
    order.push(slug);
    omitted.add(slug);
  }
  const filled = new Map(facts.map(({ name, ...value }) => [name, value]));
  return { ...head, facts: filled, omitted, order, chapters: own };
}

const NONE: ReadonlyMap<BlockId, string> = new Map();

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

const PICTURE_NAME = /^images\/([0-9a-f]{64})\.(png|jpg|jpeg|gif|webp)$/;

/** Sanitized texts name pictures in no other way. */
function imageModel([name, bytes]: readonly [string, Uint8Array]): ImageModel[] {
  const [, hash, extension] = PICTURE_NAME.exec(name) ?? [];
  if (hash === undefined || extension === undefined) return [];
  const kind = extension as ImageModel['extension'];
  return [{ hash: hash as Hash, extension: kind, bytes, name: '' }];
}
