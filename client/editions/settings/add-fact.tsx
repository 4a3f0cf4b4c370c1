import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './asked-facts.module.css';

/** One field: a name becomes a fact at the end of the list. */
export function AddFact({ add }: { add: (label: string) => void }) {
  const { t } = useTranslation('settings');
  const [label, setLabel] = useState('');
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim() === '') return;
        add(label.trim());
        setLabel('');
      }}
    >
      <TextInput
        className={classes.newName}
        size="sm"
        aria-label={t('facts.new')}
        placeholder={t('facts.new')}
        maxLength={200}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('facts.add')}
      </Button>
    </form>
  );
}
