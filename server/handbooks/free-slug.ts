import { firstFree } from '#shared/slug.ts';

/** A chapter's slug that nobody has: the wanted one, numbered where it is taken; of '' it makes `chapter`. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  return firstFree(wanted || 'chapter', taken);
}
