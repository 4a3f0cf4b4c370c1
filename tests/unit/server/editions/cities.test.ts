import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cities, openCities } from '#server/editions/cities.ts';
import { findCities, foldName, indexCities } from '#server/editions/city-index.ts';
import { OTHER_NAMES } from '#server/editions/city-names.ts';

describe('city search', () => {
  let cities: Cities;
  beforeAll(() => {
    cities = openCities();
  });
  afterAll(() => cities.close());
  const names = async (text: string) => (await cities.find(text)).map(({ name }) => name);

  it('finds the largest city first, with its country and place', async () => {
    const [first] = await cities.find('barcelona');
    expect(first).toMatchObject({ name: 'Barcelona', country: 'ES', countryName: 'Spain' });
    expect(first?.latitude).toBeCloseTo(41.4, 0);
    expect(first?.longitude).toBeCloseTo(2.2, 0);
  });

  it('does without accents and case, and with them', async () => {
    expect(await names('krak')).toContain('Kraków');
    expect(await names('KRAKÓW')).toContain('Kraków');
    expect(await names('lodz')).toContain('Łódź');
  });

  it('knows a city by the names that people use for it', async () => {
    for (const name of [
      'Ghent',
      'Gent',
      'Antwerp',
      'Cologne',
      'München',
      'Lisboa',
      'Praha',
      'København',
      'Warszawa',
      'Cracow',
      'Gand',
      'Oostende',
      'Donostia',
      'Iruña',
      'Mailand',
      'Lüttich',
      'Ypres',
      'Caerdydd',
      'Sevilla',
      'Seville',
      'Genève',
      'Geneva',
      'Αθήνα',
    ]) {
      expect((await cities.find(name)).map((city) => foldName(city.name))).toContain(
        foldName(name),
      );
    }
  });

  it('tells cities of one name in one country by a large city near them', async () => {
    const found = (await cities.find('springfield')).filter(({ name }) => name === 'Springfield');
    const near = found.map((city) => city.near);
    expect(found.length).toBeGreaterThan(4);
    expect(near).not.toContain('');
    expect(new Set(near).size).toBe(near.length);
    expect(near).not.toContain('Springfield');
    const [ghent] = await cities.find('ghent');
    expect(ghent).toMatchObject({ near: '' });
  });

  it('knows no other names but of cities that are there', async () => {
    const missing: string[] = [];
    for (const [city, [other = '']] of Object.entries(OTHER_NAMES)) {
      const [country, ...words] = city.split(' ');
      const own = (await cities.find(words.join(' '))).find((one) => one.country === country);
      const found = await cities.find(other);
      if (!found.some((one) => one.latitude === own?.latitude)) missing.push(city);
    }
    expect(missing).toEqual([]);
  });

  it('gives at most 20, and none for what is no name', async () => {
    expect(await cities.find('a')).toHaveLength(20);
    expect(await cities.find('!!')).toEqual([]);
    expect(await cities.find('zzzzzz')).toEqual([]);
  });

  it('answers many questions at once, each its own', async () => {
    const found = await Promise.all(['Paris', 'Roma', 'Wien', 'Praha'].map(names));
    expect(found.map(([first]) => first)).toEqual(['Paris', 'Roma', 'Wien', 'Praha']);
  });

  it('starts anew after it was closed', async () => {
    await cities.close();
    expect(await names('Dublin')).toContain('Dublin');
  });
});

describe('the index', () => {
  it('gives a place once, though two of its names fit', () => {
    const place = { country: 'ES', latitude: 38.3, longitude: -0.5, population: 5 };
    const index = indexCities([{ name: 'Alicante', ...place }]);
    expect(findCities(index, 'alic', 5)).toHaveLength(1);
    expect(findCities(index, 'alac', 5)).toHaveLength(1);
    expect(findCities(index, 'al', 5)).toHaveLength(1);
  });

  it('calls a place as it was typed, else by its own name where that fits', () => {
    const place = { country: 'CZ', latitude: 50.1, longitude: 14.4, population: 5 };
    const index = indexCities([{ name: 'Prague', ...place }]);
    const called = (text: string) => findCities(index, text, 5).map(({ name }) => name);
    expect(called('pra')).toEqual(['Prague']);
    expect(called('praha')).toEqual(['Praha']);
    expect(called('prah')).toEqual(['Praha']);
    expect(called('prag')).toEqual(['Prag']);
  });
});
