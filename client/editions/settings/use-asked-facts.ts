import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Handbook, handbookQuery } from '#client/api/api.ts';
import { type Saving, type TypedFields, useAutosave } from '#client/ui/ui.ts';
import { mergeFactLists } from '#shared/merge/merge.ts';
import { type AskedFact, sendable } from './fact-list.ts';

/** A list and the one of the server's that it was made of. */
interface FactsMade {
  readonly facts: readonly AskedFact[];
  readonly before: readonly AskedFact[];
}

/** The list as it stands on the screen, and what can be done with it. */
export interface HeldFacts {
  readonly draft: readonly AskedFact[];
  /** The list as it is when asked, not as it was drawn. */
  readonly latest: () => readonly AskedFact[];
  readonly change: (facts: readonly AskedFact[]) => void;
  /** Changes the list and sends it at once. */
  readonly now: (facts: readonly AskedFact[]) => void;
  /** A field was left: sends what was not sent yet. */
  readonly flush: () => void;
  readonly state: Saving;
  readonly error: unknown;
}

/** What is changed and not saved yet, by handbook, also while its page is not there. */
const changedLists: TypedFields<FactsMade> = new Map();

/**
 * The facts that a handbook asks for, as somebody changes them while others may, too: what is sent is
 * what was made of which list, and what comes back has the others' changes in it.
 */
export function useAskedFacts(handbook: Handbook): HeldFacts {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const first = useRef<FactsMade>({ facts: handbook.facts, before: handbook.facts });
  const autosave = useAutosave<FactsMade>(first.current, {
    name: `${handbook.title}: ${t('facts.title')}`,
    kept: [changedLists, handbook.id],
    save: async (made) => {
      const sent = sendable(made.facts, made.before);
      const answer = await api.handbooks.change({
        handbookId: handbook.id,
        facts: [...sent],
        factsBefore: [...made.before],
      });
      queryClient.setQueryData(handbookQuery(handbook.slug).queryKey, answer);
      await queryClient.invalidateQueries({ queryKey: ['edition', 'facts'] });
      const typedSince = autosave.latest();
      const facts = mergeFactLists({
        before: sent,
        wanted: typedSince.facts,
        current: answer.facts,
      });
      const merged = { facts, before: answer.facts };
      if (typedSince === made) autosave.show(merged);
      else autosave.change(merged);
    },
  });
  const { flush, state, error } = autosave;
  const change = (facts: readonly AskedFact[]) =>
    autosave.change({ facts, before: autosave.latest().before });
  return {
    draft: autosave.draft.facts,
    latest: () => autosave.latest().facts,
    change,
    now: (facts) => {
      change(facts);
      flush();
    },
    flush,
    state,
    error,
  };
}
