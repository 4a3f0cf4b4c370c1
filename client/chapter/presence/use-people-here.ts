import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { type PersonHere, peopleHere, samePeople } from './people-here.ts';

/** Who has the chapter open; drawn again when somebody comes or goes, not when a caret moves. */
export function usePeopleHere(awareness: Awareness, locale: string): readonly PersonHere[] {
  const [people, setPeople] = useState<readonly PersonHere[]>([]);
  useEffect(() => {
    const read = () => {
      const next = peopleHere(awareness.getStates(), awareness.clientID, locale);
      setPeople((shown) => (samePeople(shown, next) ? shown : next));
    };
    read();
    awareness.on('change', read);
    return () => awareness.off('change', read);
  }, [awareness, locale]);
  return people;
}
