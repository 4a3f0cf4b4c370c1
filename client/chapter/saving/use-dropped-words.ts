import { useRef, useSyncExternalStore } from 'react';
import type { DroppedWords, OpenRoom } from '../room/room.ts';
import { useSubscribe } from '../room/use-room.ts';

/** Words of one's own that others' edits took out; the same list until one comes or goes. */
export function useDroppedWords(room: OpenRoom): readonly DroppedWords[] {
  const shown = useRef<readonly DroppedWords[]>([]);
  return useSyncExternalStore(useSubscribe(room), () => {
    const next = room.view().dropped;
    const isSame =
      next.length === shown.current.length &&
      next.every(({ key }, index) => shown.current[index]?.key === key);
    if (!isSame) shown.current = next;
    return shown.current;
  });
}
