import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COUNTRIES } from '#client/lib/countries.ts';
import { countryName } from '#client/lib/words-of.ts';
import type { Place } from './place.ts';
import classes from './place-field.module.css';

/** A place by name and country; chosen as soon as it has both. */
export function OwnPlace({ choose }: { choose: (place: Place | undefined) => void }) {
  const { t, i18n } = useTranslation('editions');
  const [city, setCity] = useState('');
  const [country, setCountry] = useState('');
  const countries = COUNTRIES.map((code) => ({
    value: code,
    label: countryName(code, i18n.language),
  })).toSorted((a, b) => a.label.localeCompare(b.label, i18n.language));
  const set = (name: string, code: string) => {
    setCity(name);
    setCountry(code);
    const isWhole = name.trim() !== '' && code !== '';
    choose(
      isWhole ? { city: name.trim(), country: code, latitude: null, longitude: null } : undefined,
    );
  };
  return (
    <div className={classes.place}>
      <TextInput
        label={t('make.ownCity')}
        required
        autoFocus
        maxLength={200}
        value={city}
        onChange={(event) => set(event.currentTarget.value, country)}
      />
      <NativeSelect
        label={t('make.country')}
        value={country}
        onChange={(event) => set(city, event.currentTarget.value)}
        data={[{ value: '', label: t('make.chooseCountry') }, ...countries]}
      />
    </div>
  );
}
