import { useBlocker } from '@tanstack/react-router';
import type { OpenRoom } from '../room/room.ts';
import { isLeavingRisky } from './saving.ts';

/**
 * Asks before the page is left while words of one's own are only here, those that a merge dropped
 * included: by the browser when it is closed, with `question` when another page of ours is opened. The
 * room is asked at that moment.
 */
export function useLeaveWarning(room: OpenRoom, question: string): void {
  useBlocker({
    shouldBlockFn: () => {
      const { saving, dropped } = room.view();
      // What is on its way goes on being sent: its room stays open behind the other page.
      const isRisky = isLeavingRisky(saving) && saving.kind !== 'saving';
      return (isRisky || dropped.length > 0) && !window.confirm(question);
    },
    enableBeforeUnload: () => {
      const { saving, dropped } = room.view();
      return isLeavingRisky(saving) || dropped.length > 0;
    },
  });
}
