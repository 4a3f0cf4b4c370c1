import type { DocJson } from '#shared/content/content.ts';
import type { BookSource } from './book-source.ts';
import type { Manifest } from './manifest.ts';
import { isCore } from './manifest.ts';
import { printChapterText } from './print-blocks.ts';
import { blockPlace, chapterPlace, type PrintContext } from './print-context.ts';
import { printFrame } from './print-frame.ts';
import { innerPlace } from './print-links.ts';
import { printText } from './print-text.ts';
import type { PrintChapter, PrintFrame } from './print-types.ts';
import { chapterNotes, type ReportLine } from './report.ts';
import { linksOf } from './text-parts.ts';

/** A book ready for the typesetter, and what is to be said about how it became so. */
export interface PrintBook {
  readonly frame: PrintFrame;
  readonly chapters: readonly PrintChapter[];
  readonly report: readonly ReportLine[];
}

/** Places that links mean and the book has: only those are labelled. */
function placesOf({ manifest, texts }: BookSource): Set<string> {
  const wanted = new Set<string>();
  const present = new Set<string>();
  for (const { id, slug } of manifest.chapters) {
    const doc = texts.get(id);
    present.add(chapterPlace(slug));
    for (const block of doc?.content ?? [])
      if (block.attrs.id !== null) present.add(blockPlace(slug, block.attrs.id));
    for (const { href } of doc ? linksOf(doc) : []) {
      const place = innerPlace(href, slug);
      if (place !== undefined) wanted.add(place);
    }
  }
  return new Set([...wanted].filter((place) => present.has(place)));
}

const EMPTY: DocJson = { type: 'doc', content: [] };

/** Pure: the same source gives an equal book. */
export function printBook(source: BookSource): PrintBook {
  const { manifest, texts, pictures, coverage } = source;
  const places = placesOf(source);
  const facts = new Map(manifest.facts.map((fact) => [fact.name, fact]));
  const report: ReportLine[] = [];
  const chapters = manifest.chapters.map(({ id, slug, title }): PrintChapter => {
    const notes = chapterNotes(title);
    const { language } = manifest.edition;
    const { note } = notes;
    const context: PrintContext = {
      chapterSlug: slug,
      facts,
      pictures,
      places,
      language,
      coverage,
      note,
    };
    const text = printChapterText(texts.get(id) ?? EMPTY, title, context);
    if (text.blocks.length === 0) note('chapter-empty');
    report.push(...notes.lines());
    return { title: printText(title, coverage, note), place: chapterPlace(slug), ...text };
  });
  const frame = printFrame(source);
  return { frame, chapters, report: [...factLines(manifest), ...report] };
}

/** What is to be said of the facts and the chapters left out, in any format. */
export function factLines(manifest: Manifest): ReportLine[] {
  const missing = manifest.facts.filter(({ value }) => value.trim() === '');
  const lines: ReportLine[] = [];
  const filled = manifest.facts.length - missing.length;
  if (filled > 0) lines.push({ key: 'facts-filled', values: { count: filled } });
  if (missing.length > 0)
    lines.push(
      isCore(manifest)
        ? { key: 'facts-left-to-cities', values: { count: missing.length } }
        : {
            key: 'facts-missing',
            values: { count: missing.length, labels: missing.map(({ label }) => label).join(', ') },
          },
    );
  if (manifest.omitted.length > 0)
    lines.push({ key: 'chapters-omitted', values: { count: manifest.omitted.length } });
  return lines;
}
