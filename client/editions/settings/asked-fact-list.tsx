import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moved, showToast, useReorder } from '#client/ui/ui.ts';
import { AskedFactLine } from './asked-fact-line.tsx';
import classes from './asked-facts.module.css';
import { type AskedFact, withBack } from './fact-list.ts';
import type { HeldFacts } from './use-asked-facts.ts';

/** The facts in their order, to change, move, take off the list and put back. */
export function AskedFactList({ held }: { held: HeldFacts }) {
  const { t } = useTranslation('settings');
  const { draft, latest, change, now, flush } = held;
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
    <>
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
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </>
  );
}
