import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type City, citiesQuery } from '#client/api/api.ts';
import { usePaused } from '#client/lib/use-paused.ts';
import type { Place } from './place.ts';

/** How long somebody stops typing before the list is asked for. */
const PAUSE = 150;

export interface CitySearch {
  readonly typed: string;
  /** Undefined while the name is typed; what was chosen before no longer counts then. */
  readonly chosen: City | undefined;
  readonly type: (typed: string) => void;
  readonly take: (city: City) => void;
  /** Those whose names begin with what was typed; while others are on their way, the ones before. */
  readonly cities: readonly City[];
  /** Whether there is something to look for. */
  readonly isAsked: boolean;
  readonly isSearching: boolean;
}

/** Finds a city by the start of its name; `choose` hears of each one taken, and of each given up. */
export function useCitySearch(choose: (place: Place | undefined) => void): CitySearch {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<City>();
  const asked = usePaused(typed.trim(), PAUSE);
  const { data, isFetching } = useQuery({
    ...citiesQuery(asked),
    placeholderData: (before) => before,
  });
  return {
    typed,
    chosen,
    type: (text) => {
      setTyped(text);
      setChosen(undefined);
      choose(undefined);
    },
    take: (city) => {
      setTyped(city.name);
      setChosen(city);
      const { name, country, latitude, longitude } = city;
      choose({ city: name, country, latitude, longitude });
    },
    cities: asked === '' ? [] : (data?.cities ?? []),
    isAsked: asked !== '',
    isSearching: isFetching,
  };
}
