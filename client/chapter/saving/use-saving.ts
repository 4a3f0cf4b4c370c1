import { useEffect, useState } from 'react';
import type { OpenRoom } from '../room.ts';
import type { Saving } from './saving.ts';

/** Good news waits for so long, so that the word does not flicker with every key, in milliseconds. */
const CALM = 500;

/**
 * Where one's words are, for showing. Bad news at once; “saved” a moment after it has become true,
 * and only if it still is.
 */
export function useSaving(room: OpenRoom): Saving {
  const [shown, setShown] = useState(() => room.view().saving);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = room.view().saving;
    const show = (next: Saving) => {
      current = next;
      setShown(next);
    };
    const read = () => {
      const now = room.view().saving;
      clearTimeout(timer);
      if (sameSaving(current, now)) return;
      if (now.kind !== 'saved' || current.kind === 'opening') show(now);
      else timer = setTimeout(() => show(now), CALM);
    };
    show(current);
    const unsubscribe = room.subscribe(read);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [room]);
  return shown;
}

function sameSaving(one: Saving, other: Saving): boolean {
  return (
    one.kind === other.kind &&
    (one.kind !== 'offline' || other.kind !== 'offline' || one.isWaiting === other.isWaiting)
  );
}
