import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './asked-facts.module.css';
import type { AskedFact } from './fact-list.ts';

const TYPES: readonly AskedFact['type'][] = ['text', 'number', 'money', 'date', 'link', 'contact'];

/** Everything that a handbook says of one fact, to change, and the way to take it off the list. */
export function AskedFactFields({
  fact,
  change,
  remove,
}: {
  fact: AskedFact;
  change: (fact: AskedFact) => void;
  remove: () => void;
}) {
  const { t } = useTranslation('settings');
  return (
    <div className={classes.fields}>
      <TextInput
        size="sm"
        label={t('facts.label')}
        maxLength={200}
        value={fact.label}
        onChange={(event) => change({ ...fact, label: event.currentTarget.value })}
        error={fact.label.trim() === '' ? t('facts.needsLabel') : undefined}
      />
      <NativeSelect
        size="sm"
        label={t('facts.type')}
        value={fact.type}
        onChange={(event) => {
          const chosen = TYPES.find((type) => type === event.currentTarget.value);
          change({ ...fact, type: chosen ?? 'text' });
        }}
        data={TYPES.map((type) => ({ value: type, label: t(`facts.types.${type}`) }))}
      />
      <TextInput
        className={classes.help}
        size="sm"
        label={t('facts.help')}
        maxLength={10_000}
        value={fact.help}
        onChange={(event) => change({ ...fact, help: event.currentTarget.value })}
      />
      <Button
        className={classes.remove}
        size="compact-sm"
        variant="default"
        aria-label={t('facts.removeTitle', fact)}
        onClick={remove}
      >
        {t('facts.remove')}
      </Button>
    </div>
  );
}
