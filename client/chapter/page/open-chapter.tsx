import { useTranslation } from 'react-i18next';
import type { Chapter } from '#client/api/api.ts';
import { Skeleton } from '#client/ui/ui.ts';
import { Notices } from '../notices/notices.tsx';
import { usePeopleHere } from '../presence/use-people-here.ts';
import { WhoIsHere } from '../presence/who-is-here.tsx';
import { isReadOnly, type OpenRoom } from '../room/room.ts';
import { useRoomPart } from '../room/use-room.ts';
import { SaveState } from '../saving/save-state.tsx';
import { useLeaveWarning } from '../saving/use-leave-warning.ts';
import { useSaving } from '../saving/use-saving.ts';
import classes from './chapter-page.module.css';
import { Sheet } from './sheet.tsx';
import { TopBar } from './top-bar.tsx';
import { useRights } from './use-rights.ts';

interface Opened {
  chapter: Chapter;
  me: { readonly id: string; readonly name: string };
}

/** A chapter with its room: the bar that tells the truth about it, and the text once it is here. */
export function OpenChapter({ chapter, me, room }: Opened & { room: OpenRoom | undefined }) {
  if (room !== undefined) return <InRoom chapter={chapter} me={me} room={room} />;
  return (
    <>
      <TopBar chapter={chapter} />
      <TextWaiting />
    </>
  );
}

function InRoom({ chapter, me, room }: Opened & { room: OpenRoom }) {
  const isReady = useRoomPart(room, (view) => view.isReady);
  const mayWriteNow = useRoomPart(
    room,
    ({ readOnly, refusal }) => !isReadOnly(readOnly) && refusal === null,
  );
  const { t } = useTranslation('chapter');
  useLeaveWarning(room, t('leave'));
  const { mayWrite, mayRename } = useRights(chapter, room);
  return (
    <>
      <TopBar chapter={chapter}>
        <PeopleInRoom room={room} />
        <SavingInRoom room={room} mayWrite={mayWrite} />
      </TopBar>
      {isReady ? (
        <Sheet
          opened={{ chapter, me, room, isEditable: mayWrite && mayWriteNow }}
          mayRename={mayRename}
          notices={<Notices chapter={chapter} room={room} mayWrite={mayWrite} />}
        />
      ) : (
        <TextWaiting />
      )}
    </>
  );
}

function PeopleInRoom({ room }: { room: OpenRoom }) {
  const { i18n } = useTranslation();
  return <WhoIsHere people={usePeopleHere(room.awareness, i18n.language)} />;
}

function SavingInRoom({ room, mayWrite }: { room: OpenRoom; mayWrite: boolean }) {
  const saving = useSaving(room);
  return <SaveState saving={mayWrite || saving.kind !== 'saved' ? saving : READ_ONLY} />;
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
