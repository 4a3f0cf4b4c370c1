import type { Product } from '#server/compose.ts';
import type { HandbookRow } from '#server/handbooks/handbooks.ts';
import { OPERATOR } from '#server/people/people.ts';
import type { Command } from './command.ts';
import { readWords } from './read-words.ts';
import { USAGES } from './usages.ts';

const { usage } = USAGES.list;

/** What is here, as programs read it with --json. */
type Listed = Awaited<ReturnType<typeof describe>>;

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

async function describe({ handbooks }: Product, { id, slug, title }: HandbookRow) {
  const editions = await Promise.all(
    (await handbooks.editions([id])).map(async (edition) => {
      const chapters = await handbooks.chapters(edition.id);
      return {
        id: edition.id,
        slug: edition.slug,
        city: edition.city,
        language: edition.language,
        chapters: chapters.map((chapter) => ({
          id: chapter.id,
          slug: chapter.slug,
          title: chapter.title,
        })),
      };
    }),
  );
  return { id, slug, title, editions };
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
