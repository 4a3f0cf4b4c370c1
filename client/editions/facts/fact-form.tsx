import { useTranslation } from 'react-i18next';
import type { FactValue } from '#client/api/api.ts';
import { ErrorNote, SaveState } from '#client/ui/ui.ts';
import classes from './fact.module.css';
import { FactSource } from './fact-source.tsx';
import { FactStanding } from './fact-standing.tsx';
import { useFilling } from './use-filling.ts';
import { ValueField } from './value-field.tsx';

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
  const { t } = useTranslation('editions');
  const { draft, change, enter, leave, again, state, error } = useFilling(editionId, fact);
  return (
    <fieldset
      className={classes.fact}
      onFocus={enter}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) leave();
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
        <FactSource fact={fact} draft={draft} change={change} mayRename={mayRename} />
        <SaveState state={state} />
      </div>
      <ErrorNote error={error} again={again} />
    </fieldset>
  );
}
