/** Who has the chapter open, from what each connection says of itself. */

export interface PersonHere {
  /** The person's id, or the name where the server gave none: one entry a person, not a tab. */
  readonly key: string;
  readonly name: string;
  readonly isMe: boolean;
}

/** What a connection's awareness may hold; written by the server, so only the shape is checked. */
interface Presence {
  readonly user?: unknown;
}

/** Everyone once, myself first, then by name. Connections without a name are left out. Pure. */
export function peopleHere(
  states: ReadonlyMap<number, Presence>,
  ownClient: number,
  locale: string,
): readonly PersonHere[] {
  const found = new Map<string, PersonHere>();
  const mine = nameOf(states.get(ownClient));
  for (const state of states.values()) {
    const who = nameOf(state);
    if (who === undefined || found.has(who.key)) continue;
    found.set(who.key, { ...who, isMe: who.key === mine?.key });
  }
  // Asked at each move of anybody's caret, and mostly of one or two: no order of names is made up for them.
  return [...found.values()].sort(
    (a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name, locale),
  );
}

function nameOf(state: Presence | undefined): { key: string; name: string } | undefined {
  const user = state?.user;
  if (typeof user !== 'object' || user === null) return undefined;
  const name = 'name' in user && typeof user.name === 'string' ? user.name.trim() : '';
  if (name === '') return undefined;
  const key = 'id' in user && typeof user.id === 'string' ? user.id : name;
  return { key, name };
}

/** Whether two lists show the same people, so that a screen need not be drawn again. */
export function samePeople(one: readonly PersonHere[], other: readonly PersonHere[]): boolean {
  return (
    one.length === other.length &&
    one.every((person, index) => {
      const also = other[index];
      return also?.key === person.key && also.name === person.name && also.isMe === person.isMe;
    })
  );
}

/** One or two letters for a small round sign: first and last word's first letters. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => word?.match(/\p{L}|\p{N}/u)?.[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
