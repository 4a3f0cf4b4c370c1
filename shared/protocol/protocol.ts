/** What goes over a chapter's WebSocket: frames, close codes, refusals and limits, for both sides. */

export type { AwarenessEntry } from './awareness.ts';
export { readAwareness, writeAwareness } from './awareness.ts';
export type { CloseCode } from './closing.ts';
export { CLOSE } from './closing.ts';
export { Deletions, deletedRanges } from './deletions.ts';
export { epochText } from './epoch.ts';
export type { Acknowledgement, Frame } from './frames.ts';
export { FRAME, parseFrame, writeFrame } from './frames.ts';
export { LIMITS } from './limits.ts';
export type { Refusal } from './refusal.ts';
export { parseRefusal, REFUSALS, refusalText } from './refusal.ts';
export type { StructRange, UpdateOutline } from './update-outline.ts';
export { isEmptyUpdate, outlineUpdate } from './update-outline.ts';
