import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type FactValue, factsQuery } from '#client/api/api.ts';
import { longDate } from '#client/lib/words-of.ts';
import { ErrorNote, SaveState, useAutosave } from '#client/ui/ui.ts';
import classes from './fact.module.css';
import { FactStanding } from './fact-standing.tsx';
import { ValueField } from './value-field.tsx';

type Filling = Pick<FactValue, 'value' | 'source' | 'reviewBy' | 'ownLabel'>;

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
  const { draft, change, flush, state, error } = useAutosave<Filling>(fact, {
    name: fact.label,
    save: async ({ value, source, reviewBy, ownLabel: label }) => {
      const answer = await api.editions.fillFacts({
        editionId,
        facts: [
          {
            name: fact.name,
            ...{ value: value.trim(), source: source.trim(), reviewBy },
            ...(mayRename && { label: label.trim() }),
          },
        ],
      });
      queryClient.setQueryData(factsQuery(editionId).queryKey, answer);
    },
  });
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
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) flush();
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
        change={(value) => change({ ...draft, value })}
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
              onChange={(event) => change({ ...draft, source: event.currentTarget.value })}
            />
            <TextInput
              size="sm"
              type="date"
              label={t('facts.reviewBy')}
              value={draft.reviewBy}
              onChange={(event) => change({ ...draft, reviewBy: event.currentTarget.value })}
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
                onChange={(event) => change({ ...draft, ownLabel: event.currentTarget.value })}
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
