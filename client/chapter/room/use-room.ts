import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { leaveRoom, takeRoom } from './page-room.ts';
import type { OpenRoom, RoomView } from './room.ts';

/**
 * Opens a chapter's room and leaves it with the page. Undefined in the first turn, and for as long
 * as it is not known who is asking.
 */
export function useRoom(chapterId: string, personId: string | undefined): OpenRoom | undefined {
  const [room, setRoom] = useState<OpenRoom>();
  // Before anything is painted: the text may be here already.
  useLayoutEffect(() => {
    if (personId === undefined) return;
    const taken = takeRoom({ chapterId, personId });
    setRoom(taken);
    return () => {
      setRoom(undefined);
      leaveRoom(taken);
    };
  }, [chapterId, personId]);
  return room;
}

/**
 * One part of how things stand in the room; draws again only when that part is another. Parts that
 * change with every key press are asked for where they are shown, never by the page.
 */
export function useRoomPart<Part>(room: OpenRoom, part: (view: RoomView) => Part): Part {
  return useSyncExternalStore(useSubscribe(room), () => part(room.view()));
}

/** The room's own subscription, the same function while the room is the same. */
export function useSubscribe(room: OpenRoom): (listener: () => void) => () => void {
  return useCallback((listener) => room.subscribe(listener), [room]);
}
