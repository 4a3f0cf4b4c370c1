/** The room of the page, which may be opened while the page itself is still on its way. */
import type { OpenRoom } from './room.ts';
import { openRoomClient } from './room-client.ts';

/** Whose room of which chapter. */
export interface RoomOf {
  readonly chapterId: string;
  readonly personId: string;
}

/** So long the text is waited for before a page is drawn without it, in milliseconds. */
const TEXT_WITHIN = 250;
/** A page that has not taken its room after so long does not come any more, in milliseconds. */
const TAKEN_WITHIN = 5_000;

interface Begun {
  readonly of: RoomOf;
  readonly room: OpenRoom;
  readonly timer: ReturnType<typeof setTimeout>;
}

let begun: Begun | undefined;
let takenCount = 0;

/**
 * Opens the room of a page that is about to be drawn, and resolves when its text is here or refused, at
 * the latest after a moment. A page that is drawn without its text, and then once more with it, keeps
 * the browser meanwhile from reading what the server has sent. Nothing where a page has its room already.
 */
export async function beginRoom(of: RoomOf): Promise<void> {
  if (begun || takenCount > 0) return;
  const room = openRoomClient(of);
  const timer = setTimeout(() => {
    begun = undefined;
    room.close();
  }, TAKEN_WITHIN);
  begun = { of, room, timer };
  await hasAnswered(room);
}

/** The room that was begun for this page, else a new one. `leaveRoom` it. */
export function takeRoom(of: RoomOf): OpenRoom {
  takenCount += 1;
  const early = begun;
  begun = undefined;
  clearTimeout(early?.timer);
  if (early?.of.chapterId === of.chapterId && early.of.personId === of.personId) return early.room;
  early?.room.close();
  return openRoomClient(of);
}

export function leaveRoom(room: OpenRoom): void {
  takenCount -= 1;
  room.close();
}

function hasAnswered(room: OpenRoom): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(deadline);
      stop();
      resolve();
    };
    const deadline = setTimeout(end, TEXT_WITHIN);
    const stop = room.subscribe(() => {
      const { isReady, refusal } = room.view();
      if (isReady || refusal !== null) end();
    });
  });
}
