/** The facts that a handbook asks for, as a list that is changed and sent whole. */
import type { Handbook } from '#client/api/api.ts';
import { firstFree, slugOf } from '#shared/slug.ts';

export type AskedFact = Handbook['facts'][number];

/** The longest name that a fact can have in the text. */
const LONGEST = 40;

/**
 * What the text calls a fact of this label: `the_law` for “The law”, with a number where another fact
 * has that name. Names stay when labels change, since the text goes by them.
 */
export function factName(label: string, taken: readonly string[]): string {
  const words = slugOf(label).replaceAll('-', '_');
  const name = (/^[a-z]/.test(words) ? words : `fact_${words}`).slice(0, LONGEST - 4);
  return firstFree(name.replace(/_+$/, ''), new Set(taken), '_');
}

/** As they can be sent: a label that is being retyped is the stored one until it has letters. */
export function sendable(
  facts: readonly AskedFact[],
  stored: readonly AskedFact[],
): readonly AskedFact[] {
  return facts.map((fact) => {
    const last = stored.find(({ name }) => name === fact.name)?.label ?? fact.name;
    return { ...fact, label: fact.label.trim() || last };
  });
}

/** With one of them where it was before it went. */
export function withBack(
  facts: readonly AskedFact[],
  fact: AskedFact,
  place: number,
): readonly AskedFact[] {
  if (facts.some(({ name }) => name === fact.name)) return facts;
  return facts.toSpliced(Math.min(place, facts.length), 0, fact);
}
