import type { Millis } from '#server/lib/clock.ts';
import { LIMITS } from '#shared/protocol/protocol.ts';
import type { CompactionLimits } from './journal.ts';

/** When a room does what it does by itself. Times in milliseconds. */
export interface RoomLimits {
  readonly compaction: CompactionLimits;
  /** Stored bytes beyond which a chapter takes only what does not make it larger. */
  readonly chapterBytes: number;
  /** Without a word for so long, a chapter settles. */
  readonly quiet: Millis;
  /** Under work, it settles this often. */
  readonly work: Millis;
  /** Without a peer for so long, a room is unloaded. */
  readonly idle: Millis;
  /** A peer hears something at least this often. */
  readonly silence: Millis;
  /** A peer may be behind for so long. */
  readonly behind: Millis;
  /** Accepted bytes that the disk has not taken, above which peers wait. */
  readonly pendingBytes: number;
  readonly peers: number;
  /** How long carets gather before they are passed on. */
  readonly caretGather: Millis;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const KIB = 1024;

export const ROOM_LIMITS: RoomLimits = {
  compaction: { rows: 500, bytes: 256 * KIB },
  chapterBytes: LIMITS.chapter,
  quiet: 20 * SECOND,
  work: 5 * MINUTE,
  idle: MINUTE,
  silence: LIMITS.silence,
  behind: LIMITS.behindFor,
  pendingBytes: 8 * KIB * KIB,
  peers: 500,
  caretGather: 20,
};
