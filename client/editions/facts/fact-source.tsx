import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FactValue } from '#client/api/api.ts';
import { longDay } from '#client/lib/words-of.ts';
import classes from './fact.module.css';
import type { Filling } from './use-filling.ts';

/** What stands behind a value, as one line; opened, its source, its date and a label of its own. */
export function FactSource({
  fact,
  draft,
  change,
  mayRename,
}: {
  fact: FactValue;
  draft: Filling;
  change: (said: Partial<Filling>) => void;
  mayRename: boolean;
}) {
  const { t } = useTranslation('editions');
  const wordsOf = useSourceWords();
  return (
    <details className={classes.more}>
      <summary>{wordsOf(draft)}</summary>
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
  );
}

/** “From the town hall · look again by 12 March 2027”. */
function useSourceWords(): (filling: Filling) => string {
  const { t, i18n } = useTranslation('editions');
  return ({ source, reviewBy }) => {
    const from = source === '' ? t('facts.noSource') : t('facts.from', { source });
    if (reviewBy === '') return from;
    const date = longDay(reviewBy, i18n.language);
    return `${from} · ${t('facts.again', { date })}`;
  };
}
