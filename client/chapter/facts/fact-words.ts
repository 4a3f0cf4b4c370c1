/** What stands in the text where a fact is named; changes when the edition's facts change. */
import type { FactValue } from '#client/api/api.ts';

export interface FactWord {
  readonly text: string;
  /** What the fact is about, in the handbook's words. */
  readonly label: string;
  /**
   * `waiting`: the facts are not here yet. `asked`: the core, which has no values. `missing`: the
   * handbook knows no such fact.
   */
  readonly state: 'waiting' | 'filled' | 'empty' | 'asked' | 'missing';
}

/** What to show for the fact `name`, given all facts of the edition once they are known. Pure. */
export function factWord(
  name: string,
  facts: readonly Pick<FactValue, 'name' | 'label' | 'value'>[] | undefined,
  edition: 'core' | 'city',
): FactWord {
  if (facts === undefined) return { text: name, label: name, state: 'waiting' };
  const fact = facts.find((one) => one.name === name);
  if (!fact) return { text: name, label: name, state: 'missing' };
  if (edition === 'core') return { text: fact.label, label: fact.label, state: 'asked' };
  if (fact.value.trim() === '') return { text: fact.label, label: fact.label, state: 'empty' };
  return { text: fact.value, label: fact.label, state: 'filled' };
}

/** A place where node views read facts and hear of new ones, without React between. */
export interface FactWords {
  word(name: string): FactWord;
  set(next: (name: string) => FactWord): void;
  /** Calls back at every `set` until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** Answers as `first` does, until `set`. */
export function createFactWords(first: (name: string) => FactWord): FactWords {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    word: (name) => current(name),
    set: (next) => {
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
