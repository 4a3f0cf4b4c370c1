import { useBlocker } from '@tanstack/react-router';
import type { OpenRoom } from '../room.ts';
import { isLeavingRisky } from './saving.ts';

/**
 * Asks before the page is left while words of one's own are only here: by the browser when it is
 * closed, with `question` when another page of ours is opened. The room is asked at that moment.
 */
export function useLeaveWarning(room: OpenRoom, question: string): void {
  useBlocker({
    shouldBlockFn: () => {
      const { saving } = room.view();
      // What is on its way now arrives while the other page opens.
      return saving.kind !== 'saving' && isLeavingRisky(saving) && !window.confirm(question);
    },
    enableBeforeUnload: () => isLeavingRisky(room.view().saving),
  });
}
