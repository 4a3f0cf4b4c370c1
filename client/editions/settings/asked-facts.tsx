import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Handbook } from '#client/api/api.ts';
import {
  EmptyState,
  ErrorNote,
  moved,
  SaveState,
  Section,
  showToast,
  useReorder,
} from '#client/ui/ui.ts';
import { AddFact } from './add-fact.tsx';
import { AskedFactLine } from './asked-fact-line.tsx';
import classes from './asked-facts.module.css';
import { type AskedFact, factName, withBack } from './fact-list.ts';
import { useAskedFacts } from './use-asked-facts.ts';

/** The facts that a handbook asks for: named, explained, ordered, removed and asked for again. */
export function AskedFacts({ handbook }: { handbook: Handbook }) {
  const { t } = useTranslation('settings');
  const { draft, latest, change, now, flush, state, error } = useAskedFacts(handbook);
  const [spoken, setSpoken] = useState('');
  const ids = draft.map(({ name }) => name);
  const byName = new Map(draft.map((fact) => [fact.name, fact]));
  const reorder = useReorder(ids, (name, place) => {
    const order = moved(ids, name, place);
    now(order.flatMap((id) => byName.get(id) ?? []));
    const label = byName.get(name)?.label ?? '';
    setSpoken(t('facts.moved', { label, place: place + 1, count: ids.length }));
  });
  const remove = (fact: AskedFact) => {
    const place = ids.indexOf(fact.name);
    now(draft.filter(({ name }) => name !== fact.name));
    showToast(t('facts.removed', fact), () => now(withBack(latest(), fact, place)));
  };
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
      <ol ref={reorder.listRef} className={classes.facts}>
        {reorder.order
          .flatMap((name) => byName.get(name) ?? [])
          .map((fact) => (
            <AskedFactLine
              key={fact.name}
              fact={fact}
              isDragged={reorder.draggedId === fact.name}
              handle={reorder.handleOf(fact.name)}
              change={(changed) =>
                change(draft.map((one) => (one.name === fact.name ? changed : one)))
              }
              leave={flush}
              remove={() => remove(fact)}
            />
          ))}
      </ol>
      <p role="status" className={classes.spoken}>
        {spoken}
      </p>
      <ErrorNote error={error} />
      <AddFact
        add={(label) =>
          now([...draft, { name: factName(label, ids), type: 'text', label, help: '' }])
        }
      />
    </Section>
  );
}
