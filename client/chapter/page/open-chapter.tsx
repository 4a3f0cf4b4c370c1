import type { Chapter } from '#client/api/api.ts';
import { Skeleton } from '#client/ui/ui.ts';
import { usePeopleHere } from '../presence/use-people-here.ts';
import { WhoIsHere } from '../presence/who-is-here.tsx';
import type { OpenRoom } from '../room.ts';
import { SaveState } from '../saving/save-state.tsx';
import { isLeavingRisky } from '../saving/saving.ts';
import { useLeaveWarning } from '../saving/use-leave-warning.ts';
import { useRoom, useRoomView } from '../use-room.ts';
import classes from './chapter-page.module.css';
import { Notices } from './notices.tsx';
import { rightsIn } from './rights.ts';
import { Sheet } from './sheet.tsx';
import { TopBar } from './top-bar.tsx';

interface Opened {
  chapter: Chapter;
  me: { readonly id: string; readonly name: string };
}

/** A chapter with its room: the bar that tells the truth about it, and the text once it is here. */
export function OpenChapter({ chapter, me }: Opened) {
  const room = useRoom(chapter.id);
  if (room !== undefined) return <InRoom chapter={chapter} me={me} room={room} />;
  return (
    <>
      <TopBar chapter={chapter} />
      <TextWaiting />
    </>
  );
}

function InRoom({ chapter, me, room }: Opened & { room: OpenRoom }) {
  const view = useRoomView(room);
  const people = usePeopleHere(room.awareness, document.documentElement.lang);
  useLeaveWarning(isLeavingRisky(view.saving));
  const { mayWrite, mayRename } = rightsIn(chapter);
  const isEditable = mayWrite && view.readOnly === 'no' && view.refusal === null;
  const saving = mayWrite || view.saving.kind !== 'saved' ? view.saving : READ_ONLY;
  return (
    <>
      <TopBar chapter={chapter}>
        <WhoIsHere people={people} />
        <SaveState saving={saving} />
      </TopBar>
      {view.isReady ? (
        <Sheet
          chapter={chapter}
          me={me}
          room={room}
          isEditable={isEditable}
          mayRename={mayRename}
          notices={<Notices chapter={chapter} room={room} view={view} mayWrite={mayWrite} />}
        />
      ) : (
        <TextWaiting />
      )}
    </>
  );
}

const READ_ONLY = { kind: 'read-only' } as const;

/** The shape of the text, while it is on its way. */
function TextWaiting() {
  return (
    <div className={classes.layout}>
      <div className={classes.waiting}>
        <Skeleton shape="text" />
      </div>
    </div>
  );
}
