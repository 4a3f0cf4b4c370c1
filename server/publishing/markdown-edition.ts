import type {
  BlockJson,
  DocJson,
  HeadingJson,
  ParagraphJson,
  TableCellJson,
  TableJson,
  TextJson,
} from '#shared/content/content.ts';
import { plainText } from '#shared/content/content.ts';
import type { ChapterId } from '#shared/ids.ts';
import { printChapter, printFrontMatter } from '#shared/markdown/markdown.ts';
import { creditedNames, creditRows } from './credit-rows.ts';
import { headingLevels } from './heading-levels.ts';
import { type Labels, labelsFor } from './labels.ts';
import type { Manifest } from './manifest.ts';
import { mapInline, type PhraseChange } from './map-inline.ts';
import { factText, oneLine, printDay } from './print-facts.ts';
import { picturesOf } from './text-parts.ts';

const NO_ID = { id: null };

function words(text: string): TextJson {
  return { type: 'text', text, marks: [] };
}

function paragraph(...content: TextJson[]): ParagraphJson {
  return { type: 'paragraph', attrs: NO_ID, content: content.filter(({ text }) => text !== '') };
}

function heading(level: HeadingJson['attrs']['level'], text: string): HeadingJson {
  return { type: 'heading', attrs: { id: null, level }, content: text === '' ? [] : [words(text)] };
}

function cell(type: TableCellJson['type'], text: string): TableCellJson {
  return {
    type,
    attrs: { colspan: 1, rowspan: 1, align: null },
    content: [paragraph(words(text))],
  };
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): TableJson {
  const row = (type: TableCellJson['type'], texts: readonly string[]) => ({
    type: 'tableRow' as const,
    attrs: NO_ID,
    content: texts.map((text) => cell(type, text)),
  });
  return {
    type: 'table',
    attrs: NO_ID,
    content: [row('tableHeader', head), ...rows.map((texts) => row('tableCell', texts))],
  };
}

/** The address that common Markdown readers give a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .trim()
    .replace(/ /g, '-');
}

/** Where each inner link of the handbook leads within the one file. */
function anchors(manifest: Manifest, texts: ReadonlyMap<ChapterId, DocJson>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, slug, title } of manifest.chapters) {
    const chapter = anchor(title);
    found.set(`chapter:${slug}`, chapter);
    let last = chapter;
    for (const block of texts.get(id)?.content ?? []) {
      if (block.type === 'heading') last = anchor(plainText(block)) || chapter;
      // A paragraph has no address of its own in Markdown: its heading is the nearest.
      if (block.attrs.id !== null) found.set(`chapter:${slug}#${block.attrs.id}`, last);
    }
  }
  return found;
}

/** Facts become their values. */
function factFilling(manifest: Manifest, labels: Labels): PhraseChange {
  const facts = new Map(manifest.facts.map((fact) => [fact.name, fact]));
  return (phrase, block) => {
    if (phrase.type !== 'fact') return phrase;
    const fact = facts.get(phrase.attrs.name);
    const value = fact && factText(fact, manifest.edition.language);
    if (value === undefined)
      return words(`[${fact?.label ?? phrase.attrs.name}: ${labels.notFilled}]`);
    return words(block.type === 'heading' ? oneLine(value) : value);
  };
}

/** Inner links of a chapter lead to headings of this file. */
function linkLeading(slug: string, places: ReadonlyMap<string, string>): PhraseChange {
  return (phrase) => {
    if (phrase.type !== 'text') return phrase;
    const marks = phrase.marks.map((mark) => {
      if (mark.type !== 'link') return mark;
      const { href } = mark.attrs;
      const place = places.get(href.startsWith('#') ? `chapter:${slug}${href}` : href);
      return place === undefined ? mark : { ...mark, attrs: { ...mark.attrs, href: `#${place}` } };
    });
    return { ...phrase, marks };
  };
}

function withPhrases(doc: DocJson, change: PhraseChange): DocJson {
  return { ...doc, content: doc.content.map((block) => mapInline(block, change)) };
}

function belowTitle({ content }: DocJson): BlockJson[] {
  const levelOf = headingLevels();
  return content.map((block) => {
    if (block.type !== 'heading') return block;
    const level = levelOf(block.attrs.level) as HeadingJson['attrs']['level'];
    return { ...block, attrs: { ...block.attrs, level } };
  });
}

function backMatter(manifest: Manifest, labels: Labels): BlockJson[] {
  const { facts, edition, handbook } = manifest;
  const rows = facts.map((fact) => [
    fact.label,
    factText(fact, edition.language) ?? `[${labels.notFilled}]`,
    fact.source,
    fact.reviewBy && printDay(fact.reviewBy, edition.language),
  ]);
  const head = [labels.fact, labels.value, labels.source, ''];
  const credits = creditRows(manifest, labels);
  return [
    ...(rows.length > 0 ? [heading(1, labels.facts), tableOf(head, rows)] : []),
    heading(1, labels.about),
    ...credits.map(({ label, names }) => paragraph(words(`${label}: ${names.join(', ')}`))),
    paragraph(words(`${labels.licence}: ${handbook.licence}`)),
  ];
}

/** What the file's front matter says of it. */
function fields(manifest: Manifest): Readonly<Record<string, unknown>> {
  const { handbook, edition, chapters, textAt } = manifest;
  return {
    title: edition.title,
    ...(edition.city === '' ? {} : { city: edition.city, country: edition.country }),
    edition: edition.slug,
    ...(edition.title === handbook.title ? {} : { handbook: handbook.title }),
    ...(edition.summary === '' ? {} : { summary: edition.summary }),
    language: edition.language,
    licence: handbook.licence,
    date: new Date(textAt).toISOString().slice(0, 10),
    authors: creditedNames(manifest),
    chapters: chapters.map(({ slug, revision }) => ({ slug, revision })),
  };
}

export interface MarkdownEdition {
  readonly markdown: string;
  /** Pictures that the text names and a single text file cannot hold. */
  readonly pictureCount: number;
}

/**
 * The whole edition as one Markdown file: chapters in order under headings of the first level, facts
 * filled in, footnotes numbered through. Pure.
 */
export function printEdition(
  manifest: Manifest,
  texts: ReadonlyMap<ChapterId, DocJson>,
): MarkdownEdition {
  const labels = labelsFor(manifest.edition.language);
  const fill = factFilling(manifest, labels);
  const filled = new Map([...texts].map(([id, text]) => [id, withPhrases(text, fill)]));
  // A heading's address is of the words that it has in this file.
  const places = anchors(manifest, filled);
  const content = manifest.chapters.flatMap(({ id, slug, title }): BlockJson[] => {
    const text = filled.get(id) ?? { type: 'doc', content: [] };
    return [heading(1, title), ...belowTitle(withPhrases(text, linkLeading(slug, places)))];
  });
  const doc: DocJson = { type: 'doc', content: [...content, ...backMatter(manifest, labels)] };
  return {
    markdown: printFrontMatter(fields(manifest), printChapter(doc)),
    pictureCount: new Set(picturesOf(doc)).size,
  };
}
