import { useTranslation } from 'react-i18next';
import { type Handle, ReorderRow } from '#client/ui/ui.ts';
import { AskedFactFields } from './asked-fact-fields.tsx';
import classes from './asked-facts.module.css';
import type { AskedFact } from './fact-list.ts';

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
  handle: Handle;
  change: (fact: AskedFact) => void;
  /** The fields were left. */
  leave: () => void;
  remove: () => void;
}) {
  const { t } = useTranslation('settings');
  return (
    <ReorderRow name={fact.label} isDragged={isDragged} handle={handle}>
      <details
        className={classes.fact}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) leave();
        }}
      >
        <summary aria-label={t('facts.edit', fact)}>
          <span className={classes.name}>{fact.label}</span>
          <span className={classes.kind}>{t(`facts.types.${fact.type}`)}</span>
        </summary>
        <AskedFactFields fact={fact} change={change} remove={remove} />
      </details>
    </ReorderRow>
  );
}
