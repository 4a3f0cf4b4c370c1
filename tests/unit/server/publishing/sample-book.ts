/** A small world of books for the publishing tests: loose JSON in, a manifest and texts out. */
import type { BookSource } from '#server/publishing/book-source.ts';
import { bookCoverage } from '#server/publishing/fonts.ts';
import type { Manifest, ManifestFact } from '#server/publishing/manifest.ts';
import type { PrintPicture } from '#server/publishing/print-context.ts';
import { type DocJson, sanitize } from '#shared/content/content.ts';
import type { ChapterId, EditionId, HandbookId } from '#shared/ids.ts';

export type Loose = Readonly<Record<string, unknown>>;

export const say = (text: string, ...marks: (string | Loose)[]): Loose => ({
  type: 'text',
  text,
  marks: marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark)),
});
export const link = (text: string, href: string): Loose =>
  say(text, { type: 'link', attrs: { href, title: null } });
export const fact = (name: string): Loose => ({ type: 'fact', attrs: { name } });
export const footnote = (...content: Loose[]): Loose => ({ type: 'footnote', content });
const inline = (content: (string | Loose)[]) =>
  content.map((part) => (typeof part === 'string' ? say(part) : part));
export const p = (...content: (string | Loose)[]): Loose => ({
  type: 'paragraph',
  content: inline(content),
});
export const h = (level: number, text: string | Loose, id: string | null = null): Loose => ({
  type: 'heading',
  attrs: { level, id },
  content: inline([text]),
});
export const bullets = (...entries: (string | Loose[])[]): Loose => ({
  type: 'bulletList',
  content: entries.map((entry) => ({
    type: 'listItem',
    content: typeof entry === 'string' ? [p(entry)] : entry,
  })),
});
const numbers = (start: number, ...entries: string[]): Loose => ({
  type: 'orderedList',
  attrs: { start },
  content: entries.map((entry) => ({ type: 'listItem', content: [p(entry)] })),
});
const tasks = (...entries: [checked: boolean, text: string][]): Loose => ({
  type: 'taskList',
  content: entries.map(([checked, text]) => ({
    type: 'taskItem',
    attrs: { checked },
    content: [p(text)],
  })),
});
export const quote = (...content: Loose[]): Loose => ({ type: 'blockquote', content });
export const callout = (kind: string, ...content: Loose[]): Loose => ({
  type: 'callout',
  attrs: { kind },
  content,
});
const code = (text: string): Loose => ({ type: 'codeBlock', content: [say(text)] });
const rule: Loose = { type: 'horizontalRule' };
export const image = (src: string, attrs: Loose, ...caption: string[]): Loose => ({
  type: 'image',
  attrs: { src, ...attrs },
  content: inline(caption),
});
const table = (head: string[], ...rows: (string | Loose)[][]): Loose => ({
  type: 'table',
  content: [
    {
      type: 'tableRow',
      content: head.map((text) => ({ type: 'tableHeader', content: [p(text)] })),
    },
    ...rows.map((row) => ({
      type: 'tableRow',
      content: row.map((text) => ({ type: 'tableCell', content: [p(text)] })),
    })),
  ],
});
export const doc = (...content: Loose[]): DocJson => sanitize({ type: 'doc', content });

export interface SampleChapter {
  readonly slug: string;
  readonly title: string;
  readonly doc: DocJson;
}

const FACTS: readonly ManifestFact[] = [
  {
    ...{ name: 'legal_form', type: 'text', label: 'Legal form', help: '' },
    ...{
      value: 'Coöperatieve vennootschap (CV)',
      source: 'https://example.org/wvv',
      reviewBy: '2027-03-01',
    },
  },
  {
    ...{ name: 'minimum_members', type: 'number', label: 'Smallest number of members', help: '' },
    ...{ value: '3', source: 'Companies code, article 6:3', reviewBy: '' },
  },
  {
    ...{ name: 'start_up_cost', type: 'money', label: 'Cost of starting', help: '' },
    ...{ value: '', source: '', reviewBy: '' },
  },
];

/** The edition of Ghent unless told otherwise. */
const TITLE = 'Starting a food co-operative';
const SUMMARY =
  'How neighbours buy food together, from the first order in a borrowed room to a shop that its members own, with what groups in other cities learned on the way.';

export function manifestOf(
  chapters: readonly SampleChapter[],
  change: Partial<Manifest> = {},
): Manifest {
  return {
    version: 1,
    format: 'pdf',
    template: 1,
    engine: 'test',
    handbook: {
      id: 'handbook' as HandbookId,
      slug: 'food-co-op',
      title: TITLE,
      summary: SUMMARY,
      licence: 'CC-BY-SA-4.0',
      language: 'en',
    },
    edition: {
      id: 'edition' as EditionId,
      ...{ title: TITLE, summary: SUMMARY },
      ...{ slug: 'ghent', city: 'Ghent', country: 'BE', language: 'en' },
      ...{ latitude: 51.05, longitude: 3.72, basedOnRelease: null },
    },
    chapters: chapters.map(({ slug, title }, index) => ({
      id: `chapter${index}` as ChapterId,
      ...{ slug, title, revision: index + 1 },
    })),
    omitted: [],
    facts: [...FACTS],
    credits: { edition: ['An Editor', 'Another Writer'], core: ['A Steward'] },
    named: { edition: [], core: [] },
    pictures: [],
    folder: null,
    textAt: Date.UTC(2026, 10, 23),
    ...change,
  };
}

export function sourceOf(
  chapters: readonly SampleChapter[],
  options: { manifest?: Partial<Manifest>; pictures?: ReadonlyMap<string, PrintPicture> } = {},
): BookSource {
  const manifest = manifestOf(chapters, options.manifest);
  const texts = new Map(
    chapters.map((chapter, index) => [`chapter${index}` as ChapterId, chapter.doc]),
  );
  return { manifest, texts, pictures: options.pictures ?? new Map(), coverage: bookCoverage() };
}

const PROSE =
  'A food co-operative begins with a list of names and a day of the week. Somebody has a room, somebody has a van, and a third person has the patience to add up what everyone owes. Before there is a shop there is an order, and before the order there are ten households who agree on what they want to eat and on what they are willing to pay for it. ';

export const PICTURE = `images/${'a'.repeat(64)}.png`;

/** A chapter with one of everything, and prose around it. */
function richChapter(number: number): SampleChapter {
  const slug = `chapter-${number}`;
  return {
    slug,
    title:
      [
        'Why buy together',
        'The first order',
        'A room and a van',
        'Money, plainly',
        'Work and thanks',
        'Rules that hold',
        'When it grows',
        'What went wrong',
      ][(number - 1) % 8] ?? slug,
    doc: doc(
      p(
        PROSE,
        say('What matters most', 'bold'),
        ' is that the work is ',
        say('shared', 'italic'),
        ', and that it shows. ',
        PROSE,
        footnote(
          say('Counted over the first two years of a group that kept its books in the open.'),
        ),
      ),
      h(2, 'Start small, and start', `h${number}a`),
      p(
        PROSE,
        'See also ',
        link('the next steps', `#h${number}b`),
        ' and ',
        link(
          'the co-operative principles',
          'https://www.ica.coop/en/cooperatives/cooperative-identity',
        ),
        '.',
      ),
      p(
        'In this city the usual legal form is ',
        fact('legal_form'),
        ', which needs at least ',
        fact('minimum_members'),
        ' members and costs ',
        fact('start_up_cost'),
        ' to set up.',
      ),
      callout(
        'note',
        p(
          'Nobody needs to know everything. Two people who keep at it are worth twenty who came once.',
        ),
      ),
      callout(
        'tip',
        p('Order on Sunday, fetch on Thursday: '),
        bullets('suppliers can plan', 'members can plan', 'the van is free'),
      ),
      callout(
        'warning',
        p(
          'Do not handle raw milk or meat before you have asked the food authority. ',
          footnote(say('The rules differ from country to country.')),
        ),
      ),
      callout(
        'adapt',
        p('Each city fills in who lends a room for nothing, and on what conditions.'),
      ),
      h(3, 'What each household does'),
      bullets(
        'tells the group by Sunday evening what it wants',
        [
          p('takes a turn:'),
          bullets('at the scales', 'with the van', [
            p('with the books'),
            numbers(1, 'count', 'write down', 'count again'),
          ]),
        ],
        'pays in advance',
      ),
      numbers(
        3,
        'Write the list.',
        `Ask three suppliers for their prices, and tell them what you are. ${PROSE}`,
        'Order once, and look at it together.',
      ),
      tasks(
        [true, 'A room with a door that locks'],
        [false, 'A scale that has been checked'],
        [false, 'Someone who answers the telephone'],
      ),
      quote(
        p('We began with forty kilos of lentils and no idea what to do with them.'),
        p('It was the best mistake we made.'),
      ),
      h(2, 'What it costs', `h${number}b`),
      table(
        ['What', 'First year', 'Later, each year', 'Who pays'],
        ...Array.from({ length: number === 2 ? 34 : 6 }, (_, row) => [
          [
            'Room',
            'Scales',
            'Shelves and boxes',
            'Insurance',
            'Book-keeping',
            'Van, shared with two other groups',
          ][row % 6] ?? '',
          `${(row + 1) * 120}`,
          `${(row + 1) * 35}`,
          row % 2 ? 'the members, by equal shares' : 'the city lends it',
        ]),
      ),
      p(PROSE, PROSE),
      image(
        PICTURE,
        { alt: 'Crates of vegetables on a long table', width: 70 },
        'Thursday, half past five: the first crates are on the table.',
      ),
      p(PROSE),
      code('order = wishes of all households\nfor each supplier: price × amount + 3 %'),
      rule,
      p(
        'Κάθε γειτονιά ξεκινά αλλιώς. Каждая группа начинает по-своему. 🍅🥖 ',
        say('co-op --help', 'code'),
        ' ',
        PROSE,
      ),
    ),
  };
}

export const richBook = (count: number): SampleChapter[] =>
  Array.from({ length: count }, (_, index) => richChapter(index + 1));
