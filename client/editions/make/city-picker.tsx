import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type City, citiesQuery } from '#client/api/api.ts';
import { usePaused } from '#client/lib/use-paused.ts';
import classes from './city-picker.module.css';
import type { Place } from './place.ts';

/** How long somebody stops typing before the list is asked for. */
const PAUSE = 150;

/** The world's cities by the start of their name: type, arrow keys, Enter. */
export function CityPicker({
  choose,
  error,
}: {
  choose: (place: Place | undefined) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('editions');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<City>();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const asked = usePaused(typed.trim(), PAUSE);
  const { data, isFetching } = useQuery({
    ...citiesQuery(asked),
    placeholderData: (before) => before,
  });
  const cities = asked === '' ? [] : (data?.cities ?? []);
  const take = (city: City) => {
    setChosen(city);
    setTyped(city.name);
    const { name, country, latitude, longitude } = city;
    choose({ city: name, country, latitude, longitude });
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(place) => {
        const city = cities[Number(place)];
        if (city !== undefined) take(city);
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={t('make.city')}
          description={
            chosen === undefined ? t('make.cityHelp') : t('make.cityChosen', { ...chosen })
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          autoFocus
          value={typed}
          error={error}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(undefined);
            choose(undefined);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => {
            if (cities.length > 0 && chosen === undefined) combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked === ''}>
        <Combobox.Options aria-label={t('make.cities')} className={classes.cities}>
          {cities.map((city, place) => (
            <Combobox.Option
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is new with every answer, and cities may share a name.
              key={place}
              value={String(place)}
            >
              <span className={classes.city}>{city.name}</span>
              <span className={classes.country}>{city.countryName}</span>
            </Combobox.Option>
          ))}
          {cities.length === 0 && (
            <Combobox.Empty>{isFetching ? t('make.searching') : t('make.noCity')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
      <p role="status" className={classes.spoken}>
        {combobox.dropdownOpened ? t('make.found', { count: cities.length }) : ''}
      </p>
    </Combobox>
  );
}
