import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CityPicker } from './city-picker.tsx';
import { OwnPlace } from './own-place.tsx';
import type { Place } from './place.ts';
import classes from './place-field.module.css';

/** A city from the list, or a village that is not on it by its name and country. */
export function PlaceField({
  choose,
  error,
}: {
  choose: (place: Place | undefined) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation('editions');
  const [isOwn, setOwn] = useState(false);
  return (
    <div className={classes.place}>
      {isOwn ? <OwnPlace choose={choose} /> : <CityPicker choose={choose} error={error} />}
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes.other}
        onClick={() => {
          setOwn(!isOwn);
          choose(undefined);
        }}
      >
        {isOwn ? t('make.fromList') : t('make.notListed')}
      </Button>
    </div>
  );
}
