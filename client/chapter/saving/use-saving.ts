import { useEffect, useState } from 'react';
import type { OpenRoom } from '../room/room.ts';
import type { Saving } from './saving.ts';

/** Good news waits for so long, so that the word does not flicker with every key, in milliseconds. */
const CALM = 500;

/**
 * Where one's words are, for showing. Bad news at once; good news a moment after it has become true,
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
      if (current.kind === now.kind) return;
      if (isCalm(current, now)) timer = setTimeout(() => show(now), CALM);
      else show(now);
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

/** Whether what is to be said next can wait until it has been so for a moment. */
function isCalm(current: Saving, next: Saving): boolean {
  if (current.kind === 'opening') return false;
  // Each key is on the device a moment after it is pressed; what stays off it is soon said.
  const isUnderKeys = current.kind === 'offline-kept' && next.kind === 'unsaved';
  return next.kind === 'saved' || next.kind === 'offline-kept' || isUnderKeys;
}
