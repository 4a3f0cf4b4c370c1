import type { Credit } from '#shared/api/fields.ts';
import { docOf } from '#shared/content/content.ts';
import { printChapter, printFrontMatter, printYaml } from '#shared/markdown/markdown.ts';
import { printBlockLines, writtenBlocks } from './block-lines.ts';
import type {
  ChapterModel,
  CityChapterModel,
  CityFactModel,
  EditionModel,
  FactModel,
  FactValueModel,
  HandbookModel,
} from './handbook-model.ts';

const encoder = new TextEncoder();

/** The handbook's folder, file by file, in the order of their paths; always the same for one model. */
export function writeHandbookFiles(model: HandbookModel): Map<string, Uint8Array> {
  const texts = new Map([
    ['handbook.yaml', printYaml(handbookFields(model))],
    ...chapterFiles('core', model.chapters, frontOfCore),
    ...model.editions.flatMap(editionFiles),
  ]);
  const files = [...texts].map(([path, text]) => [path, encoder.encode(text)] as const);
  const images = model.images.map(
    ({ hash, extension, bytes }) => [`images/${hash}.${extension}`, bytes] as const,
  );
  return new Map([...files, ...images].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function handbookFields(model: HandbookModel) {
  return {
    slug: model.slug,
    title: model.title,
    summary: model.summary,
    language: model.language,
    licence: model.licence,
    model: model.model,
    ...creditFields(model.credits),
    facts: model.facts.map(factFields),
    chapters: model.chapters.map(({ slug }) => slug),
  };
}

/** Left out where nobody is credited: most handbooks need no such line. */
function creditFields(credits: readonly Credit[]) {
  return credits.length === 0 ? {} : { credits: credits.map(({ name, role }) => ({ name, role })) };
}

function factFields({ name, type, label, help, inCore }: FactModel) {
  return { name, type, label, help, ...(inCore && { inCore: valueFields(inCore) }) };
}

function valueFields({ value, source, reviewBy }: FactValueModel) {
  return { value, source, reviewBy };
}

function cityFactFields({ label, ...value }: CityFactModel) {
  return { ...(label !== '' && { label }), ...valueFields(value) };
}

function editionFiles(edition: EditionModel): (readonly [string, string])[] {
  const folder = `editions/${edition.slug}`;
  const fields = {
    ...(edition.title !== '' && { title: edition.title }),
    ...(edition.summary !== '' && { summary: edition.summary }),
    city: edition.city,
    country: edition.country,
    language: edition.language,
    latitude: edition.latitude,
    longitude: edition.longitude,
    basedOn: edition.basedOn,
    ...creditFields(edition.credits),
    omitted: edition.order.filter((slug) => edition.omitted.has(slug)),
    chapters: edition.order,
    facts: Object.fromEntries(
      [...edition.facts].map(([name, fact]) => [name, cityFactFields(fact)]),
    ),
  };
  return [
    [`${folder}/edition.yaml`, printYaml(fields)],
    ...chapterFiles(folder, edition.chapters, frontOfCity, edition.order),
  ];
}

function frontOfCore({ title }: ChapterModel) {
  return { title };
}

/** The core's chapter is the one of the same slug, unless the front matter says otherwise. */
function frontOfCity({ title, slug, upstream }: CityChapterModel) {
  if (upstream === slug) return { title };
  return { title, core: upstream ?? false };
}

function chapterFiles<Chapter extends ChapterModel>(
  folder: string,
  chapters: readonly Chapter[],
  frontOf: (chapter: Chapter) => Readonly<Record<string, unknown>>,
  order: readonly string[] = chapters.map(({ slug }) => slug),
): (readonly [string, string])[] {
  const digits = Math.max(2, String(order.length).length);
  return chapters.flatMap((chapter) => {
    const number = String(order.indexOf(chapter.slug) + 1).padStart(digits, '0');
    const path = `${folder}/${number}-${chapter.slug}`;
    const body = printChapter(docOf(writtenBlocks(chapter.blocks)));
    return [
      [`${path}.md`, printFrontMatter(frontOf(chapter), body)] as const,
      [`${path}.blocks.yaml`, printBlockLines(chapter)] as const,
    ];
  });
}
