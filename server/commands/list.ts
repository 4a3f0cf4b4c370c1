import type { Product } from '#server/compose.ts';
import type { HandbookRow } from '#server/handbooks/handbooks.ts';
import { OPERATOR } from '#server/people/people.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.list;

interface ListedChapter {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

interface ListedEdition {
  readonly id: string;
  readonly slug: string;
  /** '' for the core. */
  readonly city: string;
  readonly language: string;
  readonly chapters: readonly ListedChapter[];
}

/** A handbook as programs read it with --json: the names are the outside's. */
interface Listed {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly editions: readonly ListedEdition[];
}

/** Lists every handbook with its editions and their chapters. */
export const list: Command = {
  run: async (product, { words }) => {
    const { values } = readWords(words, {
      usage,
      count: 0,
      options: { json: { type: 'boolean' } },
    });
    const listed: Listed[] = [];
    for (const handbook of await allHandbooks(product))
      listed.push(await describe(product, handbook));
    if (values.json) return { lines: [JSON.stringify(listed)] };
    if (listed.length === 0) return { lines: ['There are no handbooks yet.'] };
    return { lines: listed.flatMap(print) };
  },
};

async function allHandbooks({ handbooks }: Product): Promise<HandbookRow[]> {
  const all: HandbookRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await handbooks.list(OPERATOR, { cursor });
    all.push(...page.results);
    cursor = page.nextCursor;
  }
  return all;
}

async function describe({ handbooks }: Product, { id, slug, title }: HandbookRow): Promise<Listed> {
  const described: ListedEdition[] = [];
  // One after the other: a handbook may have more cities than a database should be asked of at once.
  for (const edition of await handbooks.editions([id])) {
    const chapters = await handbooks.chapters(edition.id);
    described.push({
      id: edition.id,
      slug: edition.slug,
      city: edition.city,
      language: edition.language,
      chapters: chapters.map(({ id, slug, title }) => ({ id, slug, title })),
    });
  }
  return { id, slug, title, editions: described };
}

function print({ slug, title, editions }: Listed): string[] {
  return [
    `${slug}  ${title}`,
    ...editions.flatMap((edition) => [
      `  ${edition.slug}  ${edition.city === '' ? 'core' : edition.city} (${edition.language})`,
      ...edition.chapters.map((chapter) => `    ${chapter.slug}  ${chapter.title}`),
    ]),
  ];
}
