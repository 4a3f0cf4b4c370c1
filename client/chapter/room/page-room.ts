/** The room of the page, which may be opened while the page itself is still on its way. */
import { askBeforeLeaving } from '#client/ui/ui.ts';
import { LeftRooms, type RoomOf, type TellLeft } from './left-rooms.ts';
import type { OpenRoom } from './room.ts';
import { openRoomClient } from './room-client.ts';

/** So long the text is waited for before a page is drawn without it. */
const TEXT_WITHIN_MS = 250;
/** A page that has not taken its room after so long does not come any more. */
const TAKEN_WITHIN_MS = 5_000;
/** Words that were left on their way are told of after so long. */
const LATE_MS = 5_000;

interface Begun {
  readonly of: RoomOf;
  readonly room: OpenRoom;
  readonly timer: ReturnType<typeof setTimeout>;
}

let begun: Begun | undefined;
let takenCount = 0;
const left = new LeftRooms({ askBeforeLeaving, lateMs: LATE_MS });

/**
 * Opens the room of a page that is about to be drawn, and resolves when its text is here or refused, at
 * the latest after a moment. A page that is drawn without its text, and then once more with it, keeps
 * the browser meanwhile from reading what the server has sent. Nothing where a page has its room already,
 * or where this one was left and is still open.
 */
export async function beginRoom(of: RoomOf): Promise<void> {
  if (begun || takenCount > 0 || left.has(of)) return;
  const room = openRoomClient(of);
  const timer = setTimeout(() => {
    begun = undefined;
    room.close();
  }, TAKEN_WITHIN_MS);
  begun = { of, room, timer };
  await hasAnswered(room);
}

/** The room that was begun for this page, or left and is still open; else a new one. `leaveRoom` it. */
export function takeRoom(of: RoomOf): OpenRoom {
  takenCount += 1;
  const early = begun;
  begun = undefined;
  clearTimeout(early?.timer);
  if (early?.of.chapterId === of.chapterId && early.of.personId === of.personId) return early.room;
  early?.room.close();
  return left.take(of) ?? openRoomClient(of);
}

/** Closes the room of a page that goes: at once, or when the server has all that was written in it. */
export function leaveRoom(of: RoomOf, room: OpenRoom, tell: TellLeft): void {
  takenCount -= 1;
  left.leave(of, room, tell);
}

function hasAnswered(room: OpenRoom): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(deadline);
      stop();
      resolve();
    };
    const deadline = setTimeout(end, TEXT_WITHIN_MS);
    const stop = room.subscribe(() => {
      const { isReady, refusal } = room.view();
      if (isReady || refusal !== null) end();
    });
  });
}
