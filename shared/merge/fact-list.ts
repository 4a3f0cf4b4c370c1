import { inOrder, isSameOrder } from './order.ts';

/** One fact that a handbook asks for, as lists of them are changed and compared. */
export interface ListedFact {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly help: string;
}

export interface FactListChange<Fact extends ListedFact> {
  /** The list that somebody had before them. */
  readonly before: readonly Fact[];
  /** What they made of it. */
  readonly wanted: readonly Fact[];
  /** The list as it is by now. */
  readonly current: readonly Fact[];
}

/**
 * The current list with what somebody changed, and nothing else changed. Of the same words the later
 * wins; a fact that one takes out while another rewords it stays; two that get the same name at once
 * both stay, the later under a number. Pure; the lists stay as they are.
 */
export function mergeFactLists<Fact extends ListedFact>({
  before,
  wanted,
  current,
}: FactListChange<Fact>): readonly Fact[] {
  const had = byName(before);
  const now = byName(current);
  const merged = new Map<string, Fact>();
  const own = wanted.map((fact) => {
    const { name } = fact;
    const was = had.get(name);
    const theirs = now.get(name);
    if (was === undefined && theirs !== undefined && theirs.label !== fact.label)
      return { ...fact, name: freeName(name, [...had.keys(), ...now.keys()]) };
    return fact;
  });
  for (const fact of own) {
    const was = had.get(fact.name);
    const theirs = now.get(fact.name);
    if (theirs !== undefined) merged.set(fact.name, was ? reworded(was, fact, theirs) : theirs);
    else if (was === undefined || !isSame(was, fact)) merged.set(fact.name, fact);
  }
  const wantedNames = new Set(own.map(({ name }) => name));
  for (const theirs of current) {
    const was = had.get(theirs.name);
    const isTakenOut = was !== undefined && !wantedNames.has(theirs.name) && isSame(was, theirs);
    if (!isTakenOut && !merged.has(theirs.name)) merged.set(theirs.name, theirs);
  }
  const [ownNames, theirNames] = [namesOf(own), namesOf(current)];
  const order = isSameOrder(namesOf(before), ownNames)
    ? inOrder(merged, theirNames, ownNames)
    : inOrder(merged, ownNames, theirNames);
  return order.flatMap((name) => merged.get(name) ?? []);
}

function byName<Fact extends ListedFact>(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [fact.name, fact]));
}

function namesOf(facts: readonly ListedFact[]): readonly string[] {
  return facts.map(({ name }) => name);
}

function isSame(one: ListedFact, other: ListedFact): boolean {
  return one.type === other.type && one.label === other.label && one.help === other.help;
}

/** Theirs, but for what was changed here. */
function reworded<Fact extends ListedFact>(was: Fact, own: Fact, theirs: Fact): Fact {
  return {
    ...theirs,
    ...(own.type !== was.type && { type: own.type }),
    ...(own.label !== was.label && { label: own.label }),
    ...(own.help !== was.help && { help: own.help }),
  };
}

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number += 1) {
    const numbered = `${name.slice(0, 36)}_${number}`;
    if (!taken.includes(numbered)) return numbered;
  }
}
