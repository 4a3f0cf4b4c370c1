import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { api, type FactValue, factsQuery } from '#client/api/api.ts';
import { type Saving, type TypedFields, useAutosave } from '#client/ui/ui.ts';

/** What an edition says of a fact. */
export type Filling = Pick<FactValue, 'value' | 'source' | 'reviewBy' | 'ownLabel'>;

/** What is typed and not saved yet, by edition and fact, also while its page is not there. */
const typedFillings: TypedFields<Partial<Filling>> = new Map();

interface FilledFact {
  /** The fact as the server has it, under what is typed here. */
  readonly draft: Filling;
  readonly change: (said: Partial<Filling>) => void;
  readonly enter: () => void;
  /** All fields of the fact were left: what was typed is sent. */
  readonly leave: () => void;
  /** Tries at once to save what could not be saved. */
  readonly again: () => void;
  readonly state: Saving;
  readonly error: unknown;
}

/** One fact of an edition as it is filled in; saves itself. */
export function useFilling(editionId: string, fact: FactValue): FilledFact {
  const queryClient = useQueryClient();
  // Only what is typed here: the rest of the fact is as the server has it, and others may change it.
  const typed = useAutosave<Partial<Filling>>(
    {},
    {
      name: fact.label,
      kept: [typedFillings, `${editionId} ${fact.name}`],
      save: async (filling) => {
        const facts = [{ name: fact.name, ...saidOf(filling) }];
        const answer = await api.editions.fillFacts({ editionId, facts });
        queryClient.setQueryData(factsQuery(editionId).queryKey, answer);
      },
    },
  );
  const { flush, state, error } = typed;
  const [isIn, setIn] = useState(false);
  const isDone = state === 'saved' && !isIn;
  const forget = useEffectEvent(() => typed.show({}));
  useEffect(() => {
    if (isDone) forget();
  }, [isDone]);
  return {
    draft: { ...fact, ...typed.draft },
    change: (said) => typed.change({ ...typed.draft, ...said }),
    enter: () => setIn(true),
    leave: () => {
      setIn(false);
      flush();
    },
    again: flush,
    state,
    error,
  };
}

/** As it is sent: without the spaces around it. */
function saidOf({ value, source, reviewBy, ownLabel }: Partial<Filling>) {
  return {
    ...(value !== undefined && { value: value.trim() }),
    ...(source !== undefined && { source: source.trim() }),
    ...(reviewBy !== undefined && { reviewBy }),
    ...(ownLabel !== undefined && { label: ownLabel.trim() }),
  };
}
