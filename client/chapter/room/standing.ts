import type { Saving } from '../saving/saving.ts';
import { isReadOnly, type RoomView } from './room.ts';

/** How things stand in a room, as far as it matters for where one's words are. */
export interface Standing
  extends Pick<RoomView, 'hasUnsent' | 'isKept' | 'readOnly' | 'isFull' | 'refusal'> {
  /** Whether the text is here. */
  readonly isReady: boolean;
  readonly isConnected: boolean;
  /** Whether one has waited too long for the server to say that something is on its disk. */
  readonly isLate: boolean;
}

/** Where one's words are. */
export function savingOf(standing: Standing): Saving {
  const { refusal, isReady, isConnected, hasUnsent, isKept, readOnly } = standing;
  // In a chapter that was replaced, what was saved may be gone as well.
  if (refusal === 'other-history') return { kind: 'refused' };
  if (refusal) return { kind: hasUnsent ? 'refused' : 'read-only' };
  if (!isReady) return { kind: 'opening' };
  if (!isConnected && hasUnsent) return { kind: isKept ? 'offline-kept' : 'unsaved' };
  if (!isConnected) return { kind: 'offline' };
  if (isReadOnly(readOnly)) return { kind: hasUnsent ? 'unsaved' : 'read-only' };
  if (!hasUnsent) return { kind: 'saved' };
  return { kind: standing.isFull || standing.isLate ? 'unsaved' : 'saving' };
}
