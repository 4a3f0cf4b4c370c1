/** Cities of one name in one country, told apart by a large city that is near. Pure. */

interface Place {
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

/** A city by which others can be told: people elsewhere in the country know where it is. */
const LARGE = 100_000;

/** The cities that others are near to. */
export function largeCities<City extends Place>(cities: readonly City[]): readonly City[] {
  return cities.filter(({ population }) => population >= LARGE);
}

/** Each city with `near`: '' unless another one of the list has its name and country. */
export function withNear<City extends Place>(
  cities: readonly City[],
  large: readonly Place[],
): readonly (City & { readonly near: string })[] {
  const nameOf = ({ name, country }: Place) => `${country} ${name}`;
  const counts = new Map<string, number>();
  for (const city of cities) counts.set(nameOf(city), (counts.get(nameOf(city)) ?? 0) + 1);
  const told = new Set<string>();
  return cities.map((city) => {
    if (counts.get(nameOf(city)) === 1) return { ...city, near: '' };
    // Two namesakes near the same city: the smaller one is told by the next.
    const free = large.filter((other) => !told.has(`${nameOf(city)} ${other.name}`));
    const near = nearest(city, free);
    told.add(`${nameOf(city)} ${near}`);
    return { ...city, near };
  });
}

/** The name of the nearest large city of another name in the country; '' where there is none. */
function nearest(city: Place, large: readonly Place[]): string {
  let found = '';
  let shortest = Number.POSITIVE_INFINITY;
  for (const other of large) {
    if (other.country !== city.country || other.name === city.name) continue;
    const distance = distanceBetween(city, other);
    if (distance >= shortest) continue;
    shortest = distance;
    found = other.name;
  }
  return found;
}

/** In squared degrees of latitude: enough to say which of two is nearer. */
function distanceBetween(one: Place, other: Place): number {
  const degree = Math.cos((one.latitude * Math.PI) / 180);
  const turned = Math.abs(one.longitude - other.longitude);
  const east = Math.min(turned, 360 - turned) * degree;
  return (one.latitude - other.latitude) ** 2 + east ** 2;
}
