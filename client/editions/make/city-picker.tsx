import { Combobox, TextInput, useCombobox, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './city-picker.module.css';
import type { Place } from './place.ts';
import { type CitySearch, useCitySearch } from './use-city-search.ts';

/** The world's cities by the start of their name: type, arrow keys, Enter. */
export function CityPicker({
  choose,
  error,
}: {
  choose: (place: Place | undefined) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('editions');
  const search = useCitySearch(choose);
  const { cities, chosen } = search;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(place) => {
        const city = cities[Number(place)];
        if (city === undefined) return;
        search.take(city);
        combobox.closeDropdown();
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
          value={search.typed}
          error={error}
          onChange={(event) => {
            search.type(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => {
            if (cities.length > 0 && chosen === undefined) combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!search.isAsked}>
        <CityOptions search={search} />
      </Combobox.Dropdown>
      <VisuallyHidden role="status">
        {combobox.dropdownOpened ? t('make.found', { count: cities.length }) : ''}
      </VisuallyHidden>
    </Combobox>
  );
}

/** What was found; each option's value is its place in the list. */
function CityOptions({ search: { cities, isSearching } }: { search: CitySearch }) {
  const { t } = useTranslation('editions');
  return (
    <Combobox.Options aria-label={t('make.cities')} className={classes.cities}>
      {cities.map((city, place) => (
        <Combobox.Option
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is new with every answer, and cities may share a name.
          key={place}
          value={String(place)}
        >
          <span className={classes.city}>{city.name}</span>
          <span className={classes.country}>
            {city.near === '' ? city.countryName : t('make.cityNear', { ...city })}
          </span>
        </Combobox.Option>
      ))}
      {cities.length === 0 && (
        <Combobox.Empty>{isSearching ? t('make.searching') : t('make.noCity')}</Combobox.Empty>
      )}
    </Combobox.Options>
  );
}
