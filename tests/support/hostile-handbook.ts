/** A handbook in which every name and every text is hostile, made as its people would make it. */
import type { Person } from '#scripts/lab/person.ts';
import { HOSTILE_WORDS } from '#tests/hostile/words.ts';
import { eventually } from './eventually.ts';
import { everywhere, type LiveElement, type LiveText, live } from './live-text.ts';
import { joinChapter } from './stock-peer.ts';

export interface HostileHandbook {
  readonly handbookId: string;
  readonly slug: string;
  readonly coreId: string;
  readonly cityId: string;
  /** One chapter of the city's edition for each of the hostile words, in their order. */
  readonly chapters: readonly { readonly id: string; readonly words: string }[];
  /** A chapter that holds them all. */
  readonly wholeId: string;
}

/** What the handbook and its city are called. */
const HOSTILE_TITLE = '<img src=x onerror=alert(1)> & "Food"';
export const HOSTILE_CITY = `'><svg/onload=alert(1)> #read("/etc/passwd")`;

/** Makes it with the owner's rights: through the API, and the texts over a socket with their token. */
export async function makeHostileHandbook(
  url: string,
  { owner, token }: { readonly owner: Person; readonly token: string },
): Promise<HostileHandbook> {
  const all = HOSTILE_WORDS.map(({ words }) => words);
  const made = await owner.api.handbooks.make({
    title: HOSTILE_TITLE,
    slug: 'hostile',
    summary: all.join('\n'),
    language: 'en',
    licence: '<b>#CC</b>',
    model: all[1] ?? '',
  });
  const facts = all.map((words, index) => ({
    name: `fact_${index}`,
    type: 'text' as const,
    label: words,
    help: words,
  }));
  await owner.api.handbooks.change({ handbookId: made.id, facts });
  const city = await owner.api.editions.make({
    handbookId: made.id,
    city: HOSTILE_CITY,
    country: 'BE',
    latitude: null,
    longitude: null,
    language: 'en',
    slug: 'ghent',
    title: HOSTILE_TITLE,
    summary: all.join('\n'),
  });
  const values = all.map((words, index) => ({
    ...{ name: `fact_${index}`, value: words, source: words, reviewBy: '', label: words },
  }));
  await owner.api.editions.fillFacts({ editionId: city.id, facts: values });
  const chapters: { id: string; words: string }[] = [];
  for (const [index, words] of all.entries()) {
    const after = chapters.at(-1)?.id ?? null;
    const { id } = await owner.api.chapters.add({ editionId: city.id, title: words, after });
    const fact = { tag: 'fact', attrs: { name: `fact_${index}` } };
    const content = [...everywhere(words), { tag: 'paragraph', content: [fact] }];
    await rewrite(url, { chapterId: id, token, content });
    chapters.push({ id, words });
  }
  const { id: wholeId } = await owner.api.chapters.add({ editionId: city.id, title: all[0] ?? '' });
  await rewrite(url, { chapterId: wholeId, token, content: all.flatMap(everywhere) });
  const core = made.editions.find(({ slug }) => slug === 'core');
  return {
    ...{ handbookId: made.id, slug: 'hostile', coreId: core?.id ?? '', cityId: city.id },
    ...{ chapters, wholeId },
  };
}

/** Puts this in place of what a chapter holds, as a program would; resolves when it is on disk. */
export async function rewrite(
  url: string,
  one: {
    readonly chapterId: string;
    readonly token: string;
    readonly content: readonly (LiveText | LiveElement)[];
  },
): Promise<void> {
  const peer = await joinChapter(url, one);
  peer.change((text) => {
    text.delete(0, text.length);
    text.insert(0, one.content.map(live));
  });
  await eventually('the text is on disk', () => peer.isSaved());
  peer.close();
}
