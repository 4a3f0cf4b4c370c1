/** Markdown files without a handbook.yaml: each is a chapter of a new handbook. */
import { posix } from 'node:path';
import { freeSlug } from '#server/handbooks/handbooks.ts';
import { title as titleField } from '#shared/api/fields.ts';
import { type BlockJson, plainText, printable } from '#shared/content/content.ts';
import type { Problem } from '#shared/errors.ts';
import { type FrontMatter, parseChapter, parseFrontMatter } from '#shared/markdown/markdown.ts';
import { slugOf } from '#shared/slug.ts';
import { withGivenIds } from './block-lines.ts';
import type { ChapterModel, HandbookModel } from './handbook-model.ts';
import type { FileReading } from './read-chapter-file.ts';
import { textOf } from './text-of.ts';

/** What only the files of a handbook have. */
const PART_OF_HANDBOOK = /(?:^|\/)(?:edition|[^/]+\.blocks)\.yaml$/;

/**
 * The chapters in the order of their paths; undefined, and refused, when there are none, or when they
 * are a handbook's: a city's chapters would become doubles in the core, and every id would be lost.
 */
export function readPlainFiles(
  reading: FileReading,
  name: string,
): Omit<HandbookModel, 'images'> | undefined {
  const all = [...reading.files.keys()].sort();
  const misplaced = partOfHandbook(all);
  if (misplaced !== undefined) {
    reading.refuse(misplaced);
    return undefined;
  }
  const paths = all.filter((path) => /\.(?:md|markdown)$/i.test(path));
  if (paths.length === 0) {
    reading.refuse({ at: name, reason: 'There is no handbook.yaml and no Markdown file here.' });
    return undefined;
  }
  const chapters: ChapterModel[] = [];
  for (const path of paths) {
    const taken = new Set(chapters.map(({ slug }) => slug));
    const chapter = readPlain(path, taken, reading);
    if (chapter !== undefined) chapters.push(chapter);
  }
  const title = titled(name);
  const slug = slugOf(name) || 'handbook';
  const rest = {
    summary: '',
    language: 'en',
    licence: 'CC-BY-SA-4.0',
    model: '',
    facts: [],
    credits: [],
  };
  return { slug, title, ...rest, chapters, editions: [] };
}

/** Why the files are not plain; undefined when they are. There is no handbook.yaml where it belongs. */
function partOfHandbook(paths: readonly string[]): Problem | undefined {
  const deeper = paths.find((path) => path.endsWith('/handbook.yaml'));
  if (deeper !== undefined)
    return { at: deeper, reason: 'A handbook is imported by itself: choose its own folder.' };
  const part = paths.find((path) => PART_OF_HANDBOOK.test(path));
  if (part === undefined) return undefined;
  const reason = `This file is missing, and “${part}” is a handbook’s. Put it back, or take all .yaml files out to import the texts alone.`;
  return { at: 'handbook.yaml', reason };
}

/** The chapter of one file, named by its front matter, its first heading, or its own name. */
function readPlain(
  path: string,
  taken: ReadonlySet<string>,
  reading: FileReading,
): ChapterModel | undefined {
  const text = textOf(reading.files, path, reading.refuse);
  if (text === undefined) return undefined;
  const front = parseFrontMatter(text, path);
  reading.refuse(...front.problems);
  tellFields(front, path, reading);
  const { doc, problems } = parseChapter(front.body, {
    file: path,
    linesBefore: front.linesBefore,
    // Names in a text start at the text's own folder.
    imageSource: (src) =>
      reading.imageSource(posix.join(posix.dirname(path), src)) ?? reading.imageSource(src),
  });
  reading.note(...problems);
  const [first, ...rest] = doc.content;
  const named = typeof front.fields.title === 'string' ? titleOf(front.fields.title) : '';
  const heading = named === '' ? headingOf(first) : undefined;
  const file = posix.basename(path).replace(/\.[^.]*$/, '');
  const title = named || heading || titled(file);
  const content = heading === undefined ? doc.content : rest;
  const blocks = withGivenIds({ type: 'doc', content }, [], reading.newBlockId);
  return { slug: freeSlug(slugOf(title), taken), title, blocks, policies: new Map() };
}

/** Other programs write front matter, too: what is not a title is noted, lest it be missed unseen. */
function tellFields({ fields, lineOf }: FrontMatter, path: string, reading: FileReading): void {
  for (const [name, value] of Object.entries(fields)) {
    const place = { at: path, line: lineOf([name]) };
    if (name !== 'title') {
      const reason = `“${name}” is left out: of what stands here, only a title is taken over.`;
      reading.note({ ...place, reason });
    } else if (typeof value !== 'string') {
      reading.refuse({ ...place, reason: 'title: a text is expected here' });
    }
  }
}

/** A heading of the first level that a text begins with is its title. */
function headingOf(json: BlockJson | undefined): string | undefined {
  if (json?.type !== 'heading' || json.attrs.level !== 1) return undefined;
  return titleOf(plainText(json)) || undefined;
}

/** A text as a title: one line of what people can read, cut between characters; '' when none is left. */
function titleOf(text: string): string {
  const cut = printable(text).replace(/\s+/g, ' ').trim().slice(0, 200);
  return titleField.safeParse(cut.replace(/\p{Surrogate}$/u, '')).data ?? '';
}

/** `02-first_steps` as `First steps`. */
function titled(name: string): string {
  const words =
    titleOf(name.replace(/^\d+[-_. ]+/, '').replace(/[-_]+/g, ' ')) || titleOf(name) || 'Untitled';
  return words.charAt(0).toUpperCase() + words.slice(1);
}
