const KIB = 1024;
const MIB = 1024 * KIB;

/** Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  /** A frame larger than this is answered with the close code `tooLarge`. */
  frame: 8 * MIB,
  /** What the WebSocket library accepts at all: larger than `frame`, so that the code is ours. */
  payload: 16 * MIB,
  /** Everything that one chapter may take as stored bytes; writes beyond it are refused. */
  chapter: 32 * MIB,
  /** One person's awareness state, as JSON. */
  awareness: 2 * KIB,
  /** Unsent bytes after which a peer no longer gets each update but catches up from the log. */
  behind: 1 * MIB,
  /** Unsent bytes after which a peer is closed. */
  unsent: 8 * MIB,
  /** How long a peer may stay behind. */
  behindFor: 30_000,
  /** A peer hears something at least this often; the stock client gives up after 30 s of silence. */
  silence: 15_000,
  /** Clocks and client ids beyond this are no product of typing. */
  clock: 2 ** 40,
  clientId: 2 ** 53 - 1,
} as const;
