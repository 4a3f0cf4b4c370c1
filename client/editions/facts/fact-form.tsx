import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type FactValue, factsQuery } from '#client/api/api.ts';
import { longDate } from '#client/lib/words-of.ts';
import { ErrorNote, SaveState, useAutosave } from '#client/ui/ui.ts';
import classes from './fact.module.css';
import { FactStanding } from './fact-standing.tsx';
import { ValueField } from './value-field.tsx';

type Filling = Pick<FactValue, 'value' | 'source' | 'reviewBy' | 'ownLabel'>;

/** As it is sent: without the spaces around it. */
function saidOf({ value, source, reviewBy, ownLabel }: Partial<Filling>) {
  return {
    ...(value !== undefined && { value: value.trim() }),
    ...(source !== undefined && { source: source.trim() }),
    ...(reviewBy !== undefined && { reviewBy }),
    ...(ownLabel !== undefined && { label: ownLabel.trim() }),
  };
}

/** One fact with its value, where it is known from, and when to look again. Saves itself. */
export function FactForm({
  editionId,
  fact,
  mayRename,
}: {
  editionId: string;
  fact: FactValue;
  /** Whether the edition may call it by a label of its own: the core has the handbook's. */
  mayRename: boolean;
}) {
  const { t, i18n } = useTranslation('editions');
  const queryClient = useQueryClient();
  // Only what is typed here: the rest of the fact is as the server has it, and others may change it.
  const typed = useAutosave<Partial<Filling>>(
    {},
    {
      name: fact.label,
      save: async (filling) => {
        const said = saidOf(filling);
        const answer = await api.editions.fillFacts({
          editionId,
          facts: [{ name: fact.name, ...said }],
        });
        queryClient.setQueryData(factsQuery(editionId).queryKey, answer);
      },
    },
  );
  const { flush, state, error } = typed;
  const draft: Filling = { ...fact, ...typed.draft };
  const change = (said: Partial<Filling>) => typed.change({ ...typed.draft, ...said });
  const [isIn, setIn] = useState(false);
  const isDone = state === 'saved' && !isIn;
  const forget = useEffectEvent(() => typed.show({}));
  useEffect(() => {
    if (isDone) forget();
  }, [isDone]);
  const sourceWords = [
    draft.source === '' ? t('facts.noSource') : t('facts.from', { source: draft.source }),
    draft.reviewBy === ''
      ? ''
      : t('facts.again', { date: longDate(Date.parse(draft.reviewBy), i18n.language) }),
  ]
    .filter((words) => words !== '')
    .join(' · ');
  return (
    <fieldset
      className={classes.fact}
      onFocus={() => setIn(true)}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setIn(false);
        flush();
      }}
    >
      <legend className={classes.legend}>
        {fact.label}
        <FactStanding value={draft.value} reviewBy={draft.reviewBy} />
      </legend>
      {fact.help !== '' && <p className={classes.help}>{fact.help}</p>}
      <ValueField
        type={fact.type}
        label={t('facts.value', { label: fact.label })}
        value={draft.value}
        change={(value) => change({ value })}
      />
      <div className={classes.foot}>
        <details className={classes.more}>
          <summary>{sourceWords}</summary>
          <div className={classes.pair}>
            <TextInput
              size="sm"
              label={t('facts.source')}
              placeholder={t('facts.sourceExample')}
              value={draft.source}
              onChange={(event) => change({ source: event.currentTarget.value })}
            />
            <TextInput
              size="sm"
              type="date"
              label={t('facts.reviewBy')}
              value={draft.reviewBy}
              onChange={(event) => change({ reviewBy: event.currentTarget.value })}
            />
            {mayRename && (
              <TextInput
                className={classes.ownLabel}
                size="sm"
                label={t('facts.ownLabel')}
                description={t('facts.ownLabelHelp')}
                maxLength={200}
                placeholder={fact.ownLabel === '' ? fact.label : ''}
                value={draft.ownLabel}
                onChange={(event) => change({ ownLabel: event.currentTarget.value })}
              />
            )}
          </div>
        </details>
        <SaveState state={state} />
      </div>
      <ErrorNote error={error} />
    </fieldset>
  );
}
