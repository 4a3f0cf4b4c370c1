import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import { EmptyState, ErrorNote, SaveState, Section } from '#client/ui/ui.ts';
import { AddFact } from './add-fact.tsx';
import { AskedFactList } from './asked-fact-list.tsx';
import classes from './asked-facts.module.css';
import { factName } from './fact-list.ts';
import { useAskedFacts } from './use-asked-facts.ts';

/** The facts that a handbook asks for: named, explained, ordered, removed and asked for again. */
export function AskedFacts({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('settings');
  const held = useAskedFacts(handbook);
  const { draft, now, flush, state, error } = held;
  return (
    <Section
      title={t('facts.title')}
      aside={
        state === 'untouched' ? (
          draft.length > 0 && <p>{t('facts.count', { count: draft.length })}</p>
        ) : (
          <SaveState state={state} />
        )
      }
    >
      <p className={classes.note}>{t('facts.kept')}</p>
      {draft.length === 0 && (
        <EmptyState title={t('facts.none')}>
          <p>{t('facts.noneText')}</p>
        </EmptyState>
      )}
      <AskedFactList held={held} />
      <ErrorNote error={error} again={flush} />
      <AddFact
        add={(label) => {
          const taken = draft.map(({ name }) => name);
          now([...draft, { name: factName(label, taken), type: 'text', label, help: '' }]);
        }}
      />
    </Section>
  );
}
