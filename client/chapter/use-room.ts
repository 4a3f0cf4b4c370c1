import { useEffect, useState, useSyncExternalStore } from 'react';
import type { OpenRoom, RoomView } from './room.ts';
import { openStockRoom } from './stock-room.ts';

/** Opens a chapter's room and leaves it with the page. Undefined in the first turn. */
export function useRoom(chapterId: string): OpenRoom | undefined {
  const [room, setRoom] = useState<OpenRoom>();
  useEffect(() => {
    const opened = openStockRoom(chapterId);
    setRoom(opened);
    return () => {
      setRoom(undefined);
      opened.close();
    };
  }, [chapterId]);
  return room;
}

/** How things stand in the room; draws again when that changes, not when text does. */
export function useRoomView(room: OpenRoom): RoomView {
  return useSyncExternalStore(room.subscribe, room.view);
}
