/** An open chapter as the page sees it: its live text, and where one's words are. */
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { Saving } from '../saving/saving.ts';

/** Why nothing can be written, or why what was written was not taken. */
export type RoomRefusal =
  | 'other-history'
  | 'no-longer-allowed'
  | 'sign-in'
  /** It was there a moment ago. */
  | 'deleted'
  /** Not there, or not for this person to see. */
  | 'not-found'
  | 'too-large'
  | 'other';

/** Words of one's own that are not in the text any more, because others changed the same place. */
export interface DroppedWords {
  readonly key: string;
  readonly text: string;
}

/** One moment of a room; a new value whenever something in it changes. */
export interface RoomView {
  /** Whether the text is here, from the server or from this device. */
  readonly isReady: boolean;
  readonly saving: Saving;
  /** Whether there are words of one's own here that the server does not have. */
  readonly hasUnsent: boolean;
  /** Whether this device holds those words, so that they are there and sent on the next visit. */
  readonly isKept: boolean;
  /** `unsaid`: the server has not been heard yet. `old`: this page is older than the server. */
  readonly readOnly: 'unsaid' | 'no' | 'reader' | 'old';
  /** Whether the chapter was too full for what one wrote: what makes it smaller is still taken. */
  readonly isFull: boolean;
  readonly refusal: RoomRefusal | null;
  readonly dropped: readonly DroppedWords[];
}

/** Whether the server has said that it takes nothing. */
export function isReadOnly(readOnly: RoomView['readOnly']): readOnly is 'reader' | 'old' {
  return readOnly === 'reader' || readOnly === 'old';
}

export interface OpenRoom {
  readonly doc: Doc;
  readonly awareness: Awareness;
  view(): RoomView;
  /** Calls back at every new view until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /** Calls back before others' changes come into the document, until the returned function is called. */
  onIncoming(listener: () => void): () => void;
  /** One's own text as it stands here, to keep as a file. */
  ownText(): string;
  putBack(key: string): void;
  leaveOut(key: string): void;
  /** Nobody is in it any more: others see the caret go. The line stays, and what is unsent is sent. */
  stepOut(): void;
  /** Somebody is in it again. */
  stepIn(): void;
  /** Gives the connection up, which may be dead, and asks for a new one. */
  renewLine(): void;
  close(): void;
}
