/** Whether the ids that both lists have follow each other alike. */
export function isSameOrder(one: readonly string[], other: readonly string[]): boolean {
  const shared = (ids: readonly string[], beside: readonly string[]) => {
    const both = new Set(beside);
    return ids.filter((id) => both.has(id));
  };
  return shared(one, other).join(' ') === shared(other, one).join(' ');
}

/** The wanted ids as `first` has them; the others behind those that they follow in `second`. */
export function inOrder<Id extends string>(
  wanted: { readonly has: (id: Id) => boolean },
  first: readonly Id[],
  second: readonly Id[],
): readonly Id[] {
  const ordered = first.filter((id) => wanted.has(id));
  const placed = new Set(ordered);
  let place = 0;
  for (const id of second) {
    if (!wanted.has(id)) continue;
    if (placed.has(id)) place = ordered.indexOf(id) + 1;
    else ordered.splice(place++, 0, id);
  }
  return ordered;
}
