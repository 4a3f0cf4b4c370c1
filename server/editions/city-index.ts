/** Cities by the start of their name: folded, sorted, searched by halving. Pure. */
import { withoutAccents } from '#shared/slug.ts';
import type { City } from './cities.ts';
import { OTHER_NAMES } from './city-names.ts';

export type IndexedCity = Omit<City, 'countryName'>;

export interface CityIndex {
  /** Sorted; `cities[i]` goes by `keys[i]`. */
  readonly keys: readonly string[];
  readonly cities: readonly IndexedCity[];
}

/** A name as it is searched: without case, accents and punctuation. */
export function foldName(name: string): string {
  return withoutAccents(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Makes the index; a city with other names stands in it once for each. */
export function indexCities(cities: Iterable<IndexedCity>): CityIndex {
  const entries: [string, IndexedCity][] = [];
  for (const city of cities) {
    const key = foldName(city.name);
    entries.push([key, city]);
    for (const name of OTHER_NAMES[`${city.country} ${city.name}`] ?? []) {
      const other = foldName(name);
      if (other !== key) entries.push([other, { ...city, name }]);
    }
  }
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { keys: entries.map(([key]) => key), cities: entries.map(([, city]) => city) };
}

/** At most `limit` cities whose name starts with `text`, the largest first, each place once. */
export function findCities(
  { keys, cities }: CityIndex,
  text: string,
  limit: number,
): readonly IndexedCity[] {
  const start = foldName(text);
  if (start === '') return [];
  const found: IndexedCity[] = [];
  for (let at = firstFrom(keys, start); keys[at]?.startsWith(start); at += 1) {
    const city = cities[at];
    if (city) found.push(city);
  }
  found.sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1));
  const places = new Set<string>();
  const isFirst = ({ latitude, longitude }: IndexedCity) => {
    const place = `${latitude} ${longitude}`;
    return !places.has(place) && places.add(place) !== undefined;
  };
  return found.filter(isFirst).slice(0, limit);
}

/** Index of the first key that is not before `start`. */
function firstFrom(keys: readonly string[], start: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
