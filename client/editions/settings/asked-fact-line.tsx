import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Reorder } from '#client/ui/ui.ts';
import classes from './asked-facts.module.css';
import type { AskedFact } from './fact-list.ts';

const TYPES: readonly AskedFact['type'][] = ['text', 'number', 'money', 'date', 'link', 'contact'];

/** One fact: its name as a line, and all of it when opened. */
export function AskedFactLine({
  fact,
  isDragged,
  handle,
  change,
  leave,
  remove,
}: {
  fact: AskedFact;
  isDragged: boolean;
  handle: ReturnType<Reorder['handleOf']>;
  change: (fact: AskedFact) => void;
  /** The fields were left. */
  leave: () => void;
  remove: () => void;
}) {
  const { t } = useTranslation('settings');
  const types = useTypeNames();
  return (
    <li className={classes.line} data-dragged={isDragged}>
      <ActionIcon
        className={classes.handle}
        size={28}
        aria-label={t('facts.move', fact)}
        aria-roledescription={t('facts.moveKind')}
        {...handle}
      >
        <IconGripVertical size={16} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
      <details
        className={classes.fact}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) leave();
        }}
      >
        <summary aria-label={t('facts.edit', fact)}>
          <span className={classes.name}>{fact.label}</span>
          <span className={classes.kind}>{types[fact.type]}</span>
        </summary>
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
            data={TYPES.map((type) => ({ value: type, label: types[type] }))}
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
      </details>
    </li>
  );
}

function useTypeNames(): Readonly<Record<AskedFact['type'], string>> {
  const { t } = useTranslation('settings');
  return {
    text: t('facts.types.text'),
    number: t('facts.types.number'),
    money: t('facts.types.money'),
    date: t('facts.types.date'),
    link: t('facts.types.link'),
    contact: t('facts.types.contact'),
  };
}
