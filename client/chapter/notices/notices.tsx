import type { Chapter } from '#client/api/api.ts';
import type { OpenRoom } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { Dropped } from './dropped.tsx';
import { Refused } from './refused.tsx';
import { WhyReadOnly } from './why-read-only.tsx';

/** What stands above the text when something is not as usual: why one may only read, words to rescue. */
export function Notices({
  chapter,
  room,
  mayWrite,
}: {
  chapter: Chapter;
  room: OpenRoom;
  mayWrite: boolean;
}) {
  const refusal = useRoomPart(room, (view) => view.refusal);
  const readOnly = useRoomPart(room, (view) => view.readOnly);
  return (
    <>
      {refusal !== null && <Refused chapter={chapter} room={room} refusal={refusal} />}
      {refusal === null && (
        <WhyReadOnly chapter={chapter} room={room} readOnly={readOnly} mayWrite={mayWrite} />
      )}
      <Dropped room={room} />
    </>
  );
}
