/** The slug, or the first of `slug-2`, `slug-3`, … that nobody has; of '' it makes `chapter`. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  const slug = wanted || 'chapter';
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) {
    const numbered = `${slug}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}
