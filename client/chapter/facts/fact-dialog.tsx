import { Modal, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactValue } from '#client/api/api.ts';
import { EmptyState } from '#client/ui/ui.ts';
import classes from './fact-dialog.module.css';
import { matchingFacts } from './matching-facts.ts';

/** Asks which of the edition's facts belongs at the cursor. */
export function FactDialog({
  facts,
  edition,
  choose,
  close,
}: {
  facts: readonly FactValue[];
  edition: 'core' | 'city';
  choose: (name: string) => void;
  close: () => void;
}) {
  const { t, i18n } = useTranslation(['chapter', 'common']);
  const [typed, setTyped] = useState('');
  const found = matchingFacts(facts, typed, i18n.language);
  return (
    <Modal
      opened
      onClose={close}
      title={t('fact.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p className={classes.hint}>{t(edition === 'core' ? 'fact.hintCore' : 'fact.hintCity')}</p>
      {facts.length === 0 ? (
        <EmptyState title={t('fact.none')} />
      ) : (
        <>
          <TextInput
            data-autofocus
            label={t('fact.find')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ul className={classes.facts}>
            {found.map(({ name, label, value }) => (
              <li key={name}>
                <UnstyledButton className={classes.fact ?? ''} onClick={() => choose(name)}>
                  <span>{label}</span>
                  {edition === 'city' && (
                    <span className={classes.value}>{value === '' ? t('fact.notYet') : value}</span>
                  )}
                </UnstyledButton>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p role="status">{t('fact.notFound')}</p>}
        </>
      )}
    </Modal>
  );
}
