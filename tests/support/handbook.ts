import type { Person } from '#scripts/lab/person.ts';

export interface TestHandbook {
  readonly handbookId: string;
  readonly slug: string;
  readonly editionId: string;
  /** In order. */
  readonly chapterIds: readonly string[];
}

/** Makes a handbook whose core edition has empty chapters of these titles, in this order. */
export async function makeHandbook(
  owner: Person,
  { title, chapters }: { readonly title: string; readonly chapters: readonly string[] },
): Promise<TestHandbook> {
  const slug = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const made = await owner.api.handbooks.make({ title, slug, summary: '', language: 'en' });
  const core = made.editions.find((edition) => edition.slug === 'core');
  if (!core) throw new Error(`The handbook ${slug} has no core edition.`);
  const chapterIds: string[] = [];
  for (const name of chapters) {
    const after = chapterIds.at(-1) ?? null;
    const chapter = await owner.api.chapters.add({ editionId: core.id, title: name, after });
    chapterIds.push(chapter.id);
  }
  return { handbookId: made.id, slug, editionId: core.id, chapterIds };
}
