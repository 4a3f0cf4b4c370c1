import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { type PersonHere, peopleHere, samePeople } from './people-here.ts';

/** Who has the chapter open; drawn again when somebody comes or goes, not when a caret moves. */
export function usePeopleHere(awareness: Awareness, locale: string): readonly PersonHere[] {
  const [people, setPeople] = useState<readonly PersonHere[]>([]);
  useEffect(() => {
    let isAsked = false;
    let isGone = false;
    const read = () => {
      isAsked = false;
      if (isGone) return;
      const next = peopleHere(awareness.getStates(), awareness.clientID, locale);
      setPeople((shown) => (samePeople(shown, next) ? shown : next));
    };
    // The editor says who it is while React still draws; and many carets may move in one turn.
    const onChange = () => {
      if (!isAsked) queueMicrotask(read);
      isAsked = true;
    };
    onChange();
    awareness.on('change', onChange);
    return () => {
      isGone = true;
      awareness.off('change', onChange);
    };
  }, [awareness, locale]);
  return people;
}
