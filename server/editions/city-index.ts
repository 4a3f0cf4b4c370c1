/** Cities by the start of their name: folded, sorted, searched by halving. Pure. */
import { withoutAccents } from '#shared/slug.ts';
import type { City } from './cities.ts';
import { OTHER_NAMES } from './city-names.ts';
import { largeCities, withNear } from './namesakes.ts';

export type IndexedCity = Omit<City, 'countryName' | 'near'>;

export type FoundCity = Omit<City, 'countryName'>;

export interface CityIndex {
  /** Sorted by key. */
  readonly names: readonly IndexedName[];
  readonly large: readonly IndexedCity[];
}

/** A name that a city goes by. */
interface IndexedName {
  readonly key: string;
  readonly city: IndexedCity;
  /** 0 for the city's own name, then its others in their order. */
  readonly rank: number;
}

/** A name as it is searched: without case, accents and punctuation. */
export function foldName(name: string): string {
  return withoutAccents(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Makes the index; a city with other names stands in it once for each. */
export function indexCities(cities: Iterable<IndexedCity>): CityIndex {
  const names: IndexedName[] = [];
  for (const city of cities) {
    const own = foldName(city.name);
    names.push({ key: own, city, rank: 0 });
    for (const [at, name] of (OTHER_NAMES[`${city.country} ${city.name}`] ?? []).entries()) {
      const key = foldName(name);
      if (key !== own) names.push({ key, city: { ...city, name }, rank: at + 1 });
    }
  }
  const own = names.filter(({ rank }) => rank === 0).map(({ city }) => city);
  return {
    names: names.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
    large: largeCities(own),
  };
}

/**
 * At most `limit` cities whose name starts with `text`, the largest first, each place once: by the name
 * that was typed whole, else by its own where that fits.
 */
export function findCities(
  { names, large }: CityIndex,
  text: string,
  limit: number,
): readonly FoundCity[] {
  const start = foldName(text);
  if (start === '') return [];
  const found: IndexedName[] = [];
  for (let at = firstFrom(names, start); names[at]?.key.startsWith(start); at += 1) {
    const name = names[at];
    if (name) found.push(name);
  }
  const rankOf = ({ key, rank }: IndexedName) => (key === start ? -1 : rank);
  found.sort((a, b) => b.city.population - a.city.population || rankOf(a) - rankOf(b));
  const places = new Set<string>();
  const isFirst = ({ city: { latitude, longitude } }: IndexedName) => {
    const place = `${latitude} ${longitude}`;
    return !places.has(place) && places.add(place) !== undefined;
  };
  const first = found.filter(isFirst).slice(0, limit);
  return withNear(
    first.map(({ city }) => city),
    large,
  );
}

/** Index of the first key that is not before `start`. */
function firstFrom(names: readonly IndexedName[], start: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle]?.key ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
