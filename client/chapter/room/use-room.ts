import { useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { TellLeft } from './left-rooms.ts';
import { leaveRoom, takeRoom } from './page-room.ts';
import type { OpenRoom, RoomView } from './room.ts';

/**
 * Opens a chapter's room and leaves it with the page; `tell` says afterwards where words are that were
 * left on their way. Undefined in the first turn, and for as long as it is not known who is asking.
 */
export function useRoom(
  chapterId: string,
  personId: string | undefined,
  tell: TellLeft,
): OpenRoom | undefined {
  const [room, setRoom] = useState<OpenRoom>();
  const newest = useRef(tell);
  newest.current = tell;
  // Before anything is painted: the text may be here already.
  useLayoutEffect(() => {
    if (personId === undefined) return;
    const of = { chapterId, personId };
    const taken = takeRoom(of);
    setRoom(taken);
    return () => {
      setRoom(undefined);
      leaveRoom(of, taken, newest.current);
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
