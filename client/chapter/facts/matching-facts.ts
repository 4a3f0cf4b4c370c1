import type { FactValue } from '#client/api/api.ts';

/** The facts whose label, name or value contains what was typed, in the handbook's order. Pure. */
export function matchingFacts<Fact extends Pick<FactValue, 'name' | 'label' | 'value'>>(
  facts: readonly Fact[],
  typed: string,
  locale: string,
): readonly Fact[] {
  const wanted = typed.trim().toLocaleLowerCase(locale);
  if (wanted === '') return facts;
  return facts.filter((fact) =>
    [fact.label, fact.name, fact.value].some((text) =>
      text.toLocaleLowerCase(locale).includes(wanted),
    ),
  );
}
